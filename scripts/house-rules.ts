// Looks through every file for what no file of this project may hold.
import { globSync, readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { complain } from './complain.ts'

interface Rule {
  readonly sentence: string
  readonly pattern: RegExp
  readonly files?: RegExp
}

// The patterns are written so that they do not find themselves.
const rules: readonly Rule[] = [
  {
    sentence: 'a path of somebody’s machine',
    pattern: /\/wor[k]\/(?:main|shared)|(?<![\w.~])\/(?:roo[t]|User[s])\/\w/,
  },
  { sentence: 'the host of a package registry', pattern: /registr[y]\.\w+\.\w+|artifactor[y]|verdacci[o]/i },
  { sentence: 'work that is put off', pattern: /\b(?:TOD[O]|FIXM[E]|XX[X]|HAC[K])\b/ },
  { sentence: 'a mark of a merge', pattern: /^(?:<{7} |>{7} |={7}$)/m },
  {
    sentence: 'a test that keeps the others from running',
    pattern: /\b(?:test|it|describe)\.only\b/,
    files: /\.test\.ts$/,
  },
  {
    sentence: 'a type error that is hidden',
    pattern: /@ts-(?:ignor[e]|nochec[k]|expect-erro[r])/,
    files: /\.[jt]sx?$/,
  },
  { sentence: 'a download address', pattern: /"resolved":/, files: /^package-lock\.json$/ },
  {
    sentence: 'a script that npm leaves out, as .npmrc has it run none before and after others',
    pattern: /^ {4}"(?:pre|post)(?:start|test|build|check|fix|bench)": /m,
    files: /^package\.json$/,
  },
  { sentence: 'a version that is not exact', pattern: /^ {4}"(?!node")[^"]+": "[~^*><]/m, files: /^package\.json$/ },
]

const wrongName = /^(?:utils?|common|helpers?|shared|types|services?|misc)$/

const files = globSync('**/*', { exclude: isLeftOut })
  .concat(globSync(['.*', '.ci/**'], { exclude: isLeftOut }))
  .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile())
  .toSorted()

complain(files.flatMap((file) => [...wrongContent(file), ...wrongNames(file)]))
console.log(`${files.length} files`)

function isLeftOut(path: string): boolean {
  return ['.git', 'node_modules', 'coverage', 'data', 'web/dist'].includes(path) || basename(path) === 'node_modules'
}

function wrongContent(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  return rules
    .filter((rule) => rule.files?.test(file) ?? file !== 'package-lock.json')
    .flatMap(({ sentence, pattern }) => {
      const found = pattern.exec(text)
      return found
        ? [`${file}:${text.slice(0, found.index).split('\n').length} holds ${sentence}: ${found[0].trim()}`]
        : []
    })
}

function wrongNames(file: string): string[] {
  if (!/\.tsx?$/.test(file)) return []
  const names = file.replace(/(?:\.(?:test|config|d))?\.tsx?$/, '').split('/')
  return [
    ...names.filter((name) => wrongName.test(name)).map((name) => `${file}: “${name}” does not say what is in it`),
    ...names
      .filter((name) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name))
      .map((name) => `${file}: “${name}” is not kebab-case`),
  ]
}
