import { expect, it } from 'vitest'
import { schemaDrift } from '../../../scripts/migration.ts'

it('the migrations lead to the schema (else run: npm run migration -- <name>)', async () => {
  expect(await schemaDrift()).toBeNull()
})
