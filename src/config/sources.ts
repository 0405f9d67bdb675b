import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { nearestWord } from '#toolkit/nearest-word.ts'
import { SettingsError } from './settings-error.ts'
import { flagOf, settingNames, settingTable, variableOf, type Setting, type SettingName } from './table.ts'

/** A value that somebody gave, not yet checked, and the place where. */
export interface Given {
  readonly name: SettingName
  readonly value: unknown
  readonly origin: string
}

/** Names the settings file; of all the variables the only one that is no setting. */
export const settingsVariable = 'GANTRY_SETTINGS'

const dashed = (name: string) => `--${flagOf(name)}`

export function fromFlags(flags: Readonly<Record<string, unknown>>): Given[] {
  return Object.entries(flags)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ({
      name: known(name, `There is no flag ${dashed(name)}`, dashed),
      value,
      origin: `flag ${dashed(name)}`,
    }))
}

export function fromEnvironment(environment: Readonly<Record<string, string | undefined>>): Given[] {
  const names = new Map(settingNames.map((name) => [variableOf(name), name]))
  const own: Given[] = []
  for (const [variable, value] of Object.entries(environment)) {
    if (!variable.startsWith('GANTRY_') || variable === settingsVariable || isOfKubernetes(variable, value)) continue
    const name = names.get(variable)
    if (name === undefined)
      throw unknown(`There is no setting for the variable ${variable}`, variable, [...names.keys()])
    // An empty variable is the usual way to unset one.
    if (value) own.push({ name, value, origin: `environment ${variable}` })
  }
  return [...own, ...fromOtherVariables(environment)]
}

function fromOtherVariables(environment: Readonly<Record<string, string | undefined>>): Given[] {
  return settingNames.flatMap((name) => {
    const { alsoIn = [] }: Setting = settingTable[name]
    return alsoIn
      .filter((variable) => environment[variable])
      .map((variable) => ({ name, value: environment[variable], origin: `environment ${variable}` }))
  })
}

/**
 * Beside a service called gantry, Kubernetes sets GANTRY_PORT=tcp://10.0.0.1:80, GANTRY_SERVICE_HOST and more.
 * https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables
 */
function isOfKubernetes(variable: string, value: string | undefined): boolean {
  if (/^GANTRY_(SERVICE_(HOST|PORT)|PORT_\d+_)/.test(variable)) return true
  return variable === 'GANTRY_PORT' && /^(tcp|udp|sctp):\/\//.test(value ?? '')
}

/** What the file says; nothing when it is not there, unless somebody named it. */
export function fromFile(path: string, isNamed: boolean): Given[] {
  const text = readText(path, isNamed)
  if (text === undefined) return []
  let content: unknown
  try {
    content = parse(text)
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split(/:?\n/)
    throw new SettingsError(`The settings file ${path} is no YAML: ${reason}`, { cause: error })
  }
  if (content === null || content === undefined) return []
  if (typeof content !== 'object' || Array.isArray(content)) {
    throw new SettingsError(`The settings file ${path} must have lines such as “port: 7070”.`)
  }
  return Object.entries(content)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ({
      name: known(name, `There is no setting ${name} (file ${path})`),
      value,
      origin: `file ${path}`,
    }))
}

function readText(path: string, isNamed: boolean): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (!isNamed && (code === 'ENOENT' || code === 'ENOTDIR')) return undefined
    const reason = code === 'ENOENT' ? 'it does not exist' : String(code ?? error)
    throw new SettingsError(`The settings file ${path} cannot be read: ${reason}.`, { cause: error })
  }
}

function known(name: string, complaint: string, show = (word: string) => word): SettingName {
  const found = settingNames.find((setting) => setting === name)
  if (found !== undefined) return found
  throw unknown(complaint, show(name), settingNames.map(show))
}

function unknown(complaint: string, word: string, all: readonly string[]): SettingsError {
  const meant = nearestWord(word, all)
  return new SettingsError(
    `${complaint}.${meant === undefined ? ` There are: ${all.join(', ')}.` : ` Did you mean ${meant}?`}`,
  )
}
