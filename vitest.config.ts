import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    reporters: ['default', './tests/helpers/closing-line.ts'],
    globalSetup: ['tests/helpers/global-setup.ts'],
    // Each file opens its own database; two cores serve two of them well.
    maxWorkers: 2,
    // Far above what a test needs on two idle cores: it says that something hangs, not that a machine is busy.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
  },
})
