import { join } from 'node:path'
import { SettingsError } from './settings-error.ts'
import { fromEnvironment, fromFile, fromFlags, settingsVariable, type Given } from './sources.ts'
import { settingNames, settingTable, shown, type Setting, type SettingName, type Settings } from './table.ts'

export interface SettingSources {
  /** By setting's name, as the command line gave them; undefined counts as not given. */
  readonly flags?: Readonly<Record<string, unknown>>
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** From --settings; without it settings.yaml in the data folder is read if it is there. */
  readonly file?: string | undefined
}

export interface ReadSettings {
  readonly settings: Settings
  /** Where each value came from, for `gantry settings`: "flag --port", "environment DATABASE_URL", "default", … */
  readonly origins: Readonly<Record<SettingName, string>>
}

/** Puts the settings together: a flag wins over the environment, that over the file, that over the default. */
export function readSettings({ flags = {}, environment = {}, file }: SettingSources): ReadSettings {
  const outside = [...fromFlags(flags), ...fromEnvironment(environment)]
  const data = valueOf('data', outside)
  const chosen = file ?? environment[settingsVariable]
  const inFile = fromFile(chosen || join(String(data.value), 'settings.yaml'), Boolean(chosen))
  const given = [...outside, ...inFile]

  const moved = inFile.filter(({ name }) => name === 'data').map(checked)
  if (!chosen && moved.some(({ value }) => value !== data.value)) {
    throw new SettingsError(
      `The data folder cannot be changed by the settings file inside it (${join(String(data.value), 'settings.yaml')}). ` +
        `Use --data, GANTRY_DATA, or a settings file elsewhere with --settings.`,
    )
  }
  const found = settingNames.map((name) => [name, valueOf(name, given)] as const)
  const values = found.filter(([, { value }]) => value !== undefined).map(([name, { value }]) => [name, value])
  return {
    // Each value has passed its own schema, which is what the type says of it.
    settings: Object.fromEntries(values) as Settings,
    origins: Object.fromEntries(found.map(([name, { origin }]) => [name, origin])) as Record<SettingName, string>,
  }
}

/** The first that was given counts, since the sources come in the order of their weight; all are checked. */
function valueOf(name: SettingName, given: readonly Given[]): { readonly value: unknown; readonly origin: string } {
  const [first] = given.filter((one) => one.name === name).map(checked)
  return first ?? { value: (settingTable[name] as Setting).default, origin: 'default' }
}

function checked({ name, value, origin }: Given): { readonly value: unknown; readonly origin: string } {
  const setting: Setting = settingTable[name]
  const result = setting.schema.safeParse(value)
  if (result.success) return { value: result.data, origin }
  const instead = setting.isSecret ? '' : `, not “${shown(name, value)}”`
  throw new SettingsError(`The setting ${name} (${origin}) must be ${setting.expects}${instead}.`)
}
