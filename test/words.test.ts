// The words of jobs, runs and items are the same wherever they are met: in the web page, the API, the command line and job files.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { jobFilters } from '../src/api/contract/filters.ts'
import { jobOptions } from '../src/api/contract/jobs.ts'
import { itemStates, runStates } from '../src/api/contract/runs.ts'
import { jobSchedule } from '../src/api/contract/schedule.ts'
import { defaultOptions } from '../src/engine/options.ts'
import { itemStates as statesOfEngine } from '../src/engine/item.ts'
import { choiceLabel } from '../web/parts/choice-label.ts'
import { choices, filters } from '../web/texts/jobs.ts'
import { schedule } from '../web/texts/schedule.ts'
import * as shown from '../web/texts/states.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** `onConflict` as a flag. */
const flagOf = (name: string) => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

/** The words that an option may have, as the API says it. */
function wordsOf(name: string): readonly string[] {
  const { properties } = z.toJSONSchema(jobOptions, { io: 'input' })
  const found = JSON.stringify(properties?.[name]).matchAll(/"enum":(\[[^\]]*\])/g)
  return [...found].flatMap(([, words = '[]']) => JSON.parse(words) as string[])
}

test('states of items and runs are the same words for the engine, the API and the web page', () => {
  expect(statesOfEngine).toEqual(itemStates)
  for (const [states, texts] of [
    [itemStates, shown.itemStates],
    [runStates, shown.runStates],
  ] as const) {
    const words = Object.values(texts).map((text) => text.toLowerCase().replaceAll(' ', '-'))
    expect(Object.keys(texts)).toEqual(words)
    expect(words.toSorted()).toEqual([...states].toSorted())
  }
})

describe('what a job can be asked for', () => {
  let help = ''
  beforeAll(async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [main, 'jobs', 'add', '--help'])
    help = stdout.replaceAll(/\s+/g, ' ')
  }, 60_000)

  test('has the same names in the page, the API, the command line and job files', () => {
    expect(Object.keys(jobOptions.shape).toSorted()).toEqual(Object.keys(defaultOptions).toSorted())
    expect(Object.keys(choices).toSorted()).toEqual(Object.keys(jobOptions.shape).toSorted())
    expect(Object.keys(filters).toSorted()).toEqual(Object.keys(jobFilters.shape).toSorted())
    const timed = Object.keys(schedule.parts)
    expect(Object.keys(jobSchedule.shape)).toEqual(expect.arrayContaining(timed))
    for (const name of [...Object.keys(choices), ...Object.keys(filters), ...timed]) {
      expect(help, name).toContain(`${flagOf(name)} <`)
    }
  })

  test.each(Object.keys(jobOptions.shape))('has the same words for %s', (name) => {
    const words = wordsOf(name)
    expect(words.length).toBeGreaterThan(1)
    const said = help.slice(help.indexOf(`${flagOf(name)} <`)).split(' --')[0] ?? ''
    for (const word of words) {
      expect(choiceLabel(name, word), `${word} in the page`).not.toBe(word)
      expect(said, `${word} on the command line`).toMatch(new RegExp(`[ :]${word}\\b`))
    }
    expect(new Set(words.map((word) => choiceLabel(name, word))).size).toBe(words.length)
  })
})
