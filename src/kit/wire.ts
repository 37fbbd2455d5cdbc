import { z } from 'zod'

/** Constants are upper case inside and lower case on the wire: PENDING_REVIEW is "pending_review". */

export const wireEnum = <const T extends readonly [string, ...string[]]>(values: T) =>
  // Lower-casing each value is what the type says; the compiler does not follow a `map`.
  z.enum(values.map((value) => value.toLowerCase()) as [Lowercase<T[number]>, ...Lowercase<T[number]>[]])

// A constant and its word on the wire differ only in case.
export const toWire = <T extends string>(value: T): Lowercase<T> => value.toLowerCase() as Lowercase<T>
export const toConstant = <T extends string>(word: T): Uppercase<T> => word.toUpperCase() as Uppercase<T>
