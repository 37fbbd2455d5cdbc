import type { Db } from './db.ts'

/**
 * Encryption of what is stored and secret. `about` names what the secret belongs to; text sealed for one thing does not open
 * for another, so that two rows' secrets cannot be swapped.
 */
export interface Seal {
  seal(secret: string, about: string): string
  /** Throws where the text was changed, belongs to something else, or its key is not known any more. */
  open(sealed: string, about: string): string
  /** The same secret under the key that seals today; null where it is that one already. Throws like `open`. */
  renewed(sealed: string, about: string): string | null
  /** The id of the key that this was sealed with. */
  keyOf(sealed: string): string
  /** The ids of all keys; the first one seals. */
  readonly keys: readonly string[]
}

/** A secret as it is stored. */
export interface StoredSecret {
  readonly id: string
  readonly about: string
  readonly sealed: string
}

/** Who stores sealed secrets for longer than a day says where they are, so that a new key reaches all of them. */
export interface SecretKeeper {
  list(db: Db): Promise<readonly StoredSecret[]>
  /** False where it has changed since it was listed. */
  replace(db: Db, secret: StoredSecret, renewed: string): Promise<boolean>
}
