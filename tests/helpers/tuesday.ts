import { type Config, loadConfig } from '../../src/config.ts'

/** A Tuesday morning in Berlin, when everybody in the demo town is at work. */
export const TUESDAY = new Date('2026-11-24T09:20:00Z')

export function townConfig(environment: Readonly<Record<string, string>> = {}): Config {
  return loadConfig({ LINK_SECRET: 'a secret that only this test knows, at least', PLAYGROUND: 'on', ...environment })
}
