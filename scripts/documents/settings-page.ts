import {
  defaultDataFolder,
  flagOf,
  settingNames,
  settingTable,
  shown,
  variableOf,
  type Setting,
  type SettingName,
} from '#config'
import { table } from './table.ts'

/** The page of all settings, made from their table. */
export function settingsPage(): string {
  return `# Settings

Made from src/config/table.ts; change it there.

Every setting has a flag, an environment variable and a line in the settings file. A flag wins over the environment, that
over the file, that over the default. The file is settings.yaml in the data folder, or another one named with --settings or
GANTRY_SETTINGS; its lines are written like “port: 7070”, with the setting's name as in the first column.

${table(['Setting', 'Flag', 'Environment', 'Default', 'What it is'], settingNames.map(row))}`
}

function row(name: SettingName): string[] {
  const setting: Setting = settingTable[name]
  const variables = [variableOf(name), ...(setting.alsoIn ?? [])]
  return [
    name,
    `\`--${flagOf(name)} <${setting.placeholder}>\``,
    variables.map((variable) => `\`${variable}\``).join(' or '),
    defaultOf(name, setting),
    `${setting.sentence} Must be ${setting.expects}.`,
  ]
}

function defaultOf(name: SettingName, setting: Setting): string {
  // Its value depends on the account that reads this.
  if (name === 'data') return `\`${defaultDataFolder(true, '~')}\` for root, else \`${defaultDataFolder(false, '~')}\``
  return setting.default === undefined ? 'none' : `\`${shown(name, setting.default)}\``
}
