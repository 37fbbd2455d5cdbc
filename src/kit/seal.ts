/**
 * Encryption of what is stored and secret. `about` names what the secret belongs to; text sealed for one thing does not open
 * for another, so that two rows' secrets cannot be swapped.
 */
export interface Seal {
  seal(secret: string, about: string): string
  /** Throws where the text was changed, belongs to something else, or its key is not known any more. */
  open(sealed: string, about: string): string
}
