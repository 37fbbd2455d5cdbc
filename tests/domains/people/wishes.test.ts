import { describe, expect, it } from 'vitest'
import { fitOf, readWishes } from '../../../src/domains/people/wishes.ts'
import { searchKeyOf } from '../../../src/domains/people/words.ts'

const matched = (criteria: string, about: string) => fitOf(readWishes(criteria), searchKeyOf([about])).matched
const share = (criteria: string, about: string) => fitOf(readWishes(criteria), searchKeyOf([about])).fit

describe('people.fitOf', () => {
  it('finds the singular for the plural and the other way round, in the words that were said', () => {
    expect(matched('founders of an agency', 'Founder of two agencies, Acme')).toEqual(['founders', 'agency'])
    expect(matched('agencies', 'Agency owner')).toEqual(['agencies'])
    expect(matched('gas', 'Garden design')).toEqual([])
  })

  it('knows titles by their short and their long names', () => {
    expect(matched('a CFO in Berlin', 'Chief Financial Officer, Berlin')).toEqual(['cfo', 'berlin'])
    expect(matched('the chief financial officer', 'CFO')).toEqual(['cfo'])
    expect(matched('head of product', 'VP Product')).toEqual(['cpo'])
  })

  it('takes short words as they are', () => {
    expect(matched('PR', 'Product designer')).toEqual([])
    expect(matched('PR', 'Head of PR, Acme')).toEqual(['pr'])
  })

  it('forgives typing mistakes, for less than a word that was typed well', () => {
    expect(matched('robtics', 'Robotics engineer')).toEqual(['robtics'])
    expect(matched('finacne in Berln', 'Finance lead, Berlin')).toEqual(['finacne', 'berln'])
    expect(matched('robotics', 'Robtics GmbH')).toEqual(['robotics'])
    expect(share('robtics', 'Robotics')).toBeLessThan(share('robotics', 'Robotics'))
  })

  it('does not take one word for another that only looks like it', () => {
    expect(matched('harder', 'Gardener')).toEqual([])
    expect(matched('tax', 'Taxi')).toEqual([])
    expect(matched('lead', 'Load balancing')).toEqual([])
    expect(matched('sales', 'Wales')).toEqual([])
  })

  it('is the share of what is wanted', () => {
    expect(share('CFO, robotics, Berlin', 'CFO, Acme, Berlin')).toBeCloseTo(2 / 3)
    expect(share('', 'CFO')).toBe(0)
  })
})
