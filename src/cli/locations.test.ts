import { homedir } from 'node:os'
import { expect, test } from 'vitest'
import { isLocal, locationFor } from './locations.ts'

const here = 'http://127.0.0.1:7070'
const there = 'https://gantry.example.org'

test.each(['drawings', './a:b', 'folder/a:b', '../x', '/srv/x:y', '~/x', '.'])('%s is a path', (text) =>
  expect(isLocal(text)).toBe(true),
)

test.each(['Procore:', 'Procore:Harbour/Drawings', 'My share:a', '7:x'])('%s is a location of a connection', (text) =>
  expect(isLocal(text)).toBe(false),
)

test('paths that start from here become absolute', () => {
  expect(locationFor(here, 'drawings/a', '/srv')).toBe('/srv/drawings/a')
  expect(locationFor(here, '../a', '/srv/sub')).toBe('/srv/a')
  expect(locationFor(here, '~/a', '/srv')).toBe(`${homedir()}/a`)
  expect(locationFor(here, '-a', '/srv')).toBe('/srv/-a')
})

test('other locations stay as they were typed', () => {
  expect(locationFor(here, 'Procore:Harbour/ Odd ', '/srv')).toBe('Procore:Harbour/ Odd ')
  expect(locationFor(there, '/srv/a/', '/srv')).toBe('/srv/a/')
})

test('a path of this machine is refused where the server is elsewhere', () => {
  expect(() => locationFor(there, 'drawings', '/srv')).toThrow('reads its own disks')
})
