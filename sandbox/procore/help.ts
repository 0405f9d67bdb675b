import { developmentPorts, flagOf, optionNames, optionTable, type Option } from './options.ts'

const headings: Readonly<Record<Option['group'], string>> = {
  place: 'Where and with what',
  limits: 'Limits and time',
  unknown: 'What is not known of Procore, and can be set',
}

/** The text of --help, made from the table of options. */
export function help(): string {
  const groups = Object.entries(headings).map(([group, heading]) => {
    const lines = optionNames.filter((name) => optionTable[name].group === group).map(lineOf)
    return `${heading}:\n${lines.join('\n')}`
  })
  return [
    'A local stand-in for Procore: OAuth, REST API and storage, on this machine only.',
    'Options:\n  --data <folder>\n      The folder of all that the sandbox keeps; made when it is missing.\n  --json\n      Prints addresses and credentials as one line of JSON.\n  --verbose\n      Prints a line for every call.',
    ...groups,
  ].join('\n\n')
}

function lineOf(name: (typeof optionNames)[number]): string {
  const option: Option = optionTable[name]
  const usual = name in developmentPorts ? developmentPorts[name as keyof typeof developmentPorts] : option.default
  return `  --${flagOf(name)} <${option.placeholder}>\n      ${option.sentence} (${String(usual)})`
}
