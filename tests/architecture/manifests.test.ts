import { expect, test } from 'vitest'
import { staleManifests } from '../../scripts/manifests.ts'

test('the manifests say what the desk understands; if not, run "npm run manifests"', () => {
  expect(staleManifests()).toEqual([])
})
