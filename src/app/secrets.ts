import type { StoredSecret } from '../kit/seal.ts'
import { keepersOf } from './keeping.ts'
import type { Ports } from './ports.ts'

/**
 * Whoever puts a new key in front of ENCRYPTION_KEYS has every stored secret sealed anew with it when the desk starts, so that the
 * old key can go. Several processes may do it at once: what another has replaced meanwhile is left as it is.
 */
export async function renewSecrets(ports: Ports): Promise<void> {
  const { seal, log, database } = ports
  if (!seal) return
  let renewed = 0
  for (const { secrets } of keepersOf(ports)) {
    for (const secret of (await secrets?.list(database.reader)) ?? []) {
      try {
        const anew = seal.renewed(secret.sealed, secret.about)
        if (anew !== null && (await secrets?.replace(database.reader, secret, anew))) renewed += 1
      } catch (error) {
        // One that no key opens must not keep the others under an old key.
        log.warn({ error, about: secret.about }, 'A stored secret could not be sealed anew')
      }
    }
  }
  if (renewed > 0) log.info({ renewed, key: seal.keys[0] }, 'Stored secrets were sealed anew with the first key')
}

/** How many stored secrets need each key, the keys of today among them. */
export async function secretsByKey(ports: Ports): Promise<ReadonlyMap<string, number>> {
  const { seal, database } = ports
  const counts = new Map<string, number>(seal?.keys.map((key) => [key, 0]))
  if (!seal) return counts
  const stored: StoredSecret[] = []
  for (const { secrets } of keepersOf(ports)) stored.push(...((await secrets?.list(database.reader)) ?? []))
  for (const { sealed } of stored) counts.set(seal.keyOf(sealed), (counts.get(seal.keyOf(sealed)) ?? 0) + 1)
  return counts
}
