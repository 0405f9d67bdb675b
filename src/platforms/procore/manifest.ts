import type { Facts, FactSources, Field, Manifest, Source } from '#platform'

const reference: Source = { title: 'Features and limitations of Procore, as published for document transfer' }
const files: Source = {
  title: 'Procore REST API reference: project folders and files',
  url: 'https://developers.procore.com/reference',
}
const uploads: Source = {
  title: 'Procore developers: uploads',
  url: 'https://developers.procore.com/documentation/tutorial-uploads',
}
const rates: Source = {
  title: 'Procore developers: rate limiting',
  url: 'https://developers.procore.com/documentation/rate-limiting',
}
const paging: Source = {
  title: 'Procore developers: pagination',
  url: 'https://developers.procore.com/documentation/pagination',
}
const cautious: Source = {
  title: 'Nothing is published; Gantry assumes what cannot lose a file (see the connector’s README)',
}

const mebibyte = 1024 * 1024

export const facts: Facts = {
  caseSensitive: false,
  unicodeForm: 'kept',
  wellFormedNames: true,
  allowsDuplicates: false,
  filesAndFoldersApart: false,
  forbiddenCharacters: '/<>:\\|?*',
  forbidsControlCharacters: false,
  reservedNames: [],
  leadingSpace: true,
  trailingSpace: true,
  trailingDot: true,
  spaceAroundExtension: false,
  maxName: undefined,
  maxPath: { count: 255, unit: 'units' },
  maxDepth: undefined,
  maxFileBytes: undefined,
  minFileBytes: 0,
  restrictedTypes: [],
  timePrecisionMs: 1000,
  setsModifiedAt: false,
  hashes: [],
  keepsVersions: true,
  atomicReplace: true,
  keepsEmptyFolders: true,
  tellsHiddenFromAbsent: false,
  listsWritesWithinMs: 0,
  pageSize: 2000,
  parts: { aboveBytes: 32 * mebibyte, minBytes: 5 * mebibyte, maxBytes: 5_000_000_000 },
  rates: [{ calls: 3600, perSeconds: 3600, scope: 'application' }],
  calls: { write: 2, newVersion: 3, makeFolder: 1, read: 1 },
  impersonation: false,
  keepsAuthors: false,
  keepsPermissions: false,
  keepsOwners: false,
  locks: 'told',
  metadata: 'told',
}

const sources: FactSources = {
  caseSensitive: cautious,
  unicodeForm: cautious,
  wellFormedNames: {
    title: 'RFC 8259, 8.2: JSON text has a UTF-8 form',
    url: 'https://www.rfc-editor.org/rfc/rfc8259',
  },
  allowsDuplicates: files,
  filesAndFoldersApart: cautious,
  forbiddenCharacters: reference,
  forbidsControlCharacters: reference,
  reservedNames: reference,
  leadingSpace: reference,
  trailingSpace: reference,
  trailingDot: reference,
  spaceAroundExtension: reference,
  maxName: reference,
  maxPath: reference,
  maxDepth: reference,
  maxFileBytes: reference,
  minFileBytes: uploads,
  restrictedTypes: reference,
  timePrecisionMs: files,
  setsModifiedAt: files,
  hashes: files,
  keepsVersions: files,
  atomicReplace: files,
  keepsEmptyFolders: files,
  tellsHiddenFromAbsent: cautious,
  listsWritesWithinMs: cautious,
  pageSize: paging,
  parts: uploads,
  rates,
  calls: uploads,
  impersonation: reference,
  keepsAuthors: files,
  keepsPermissions: files,
  keepsOwners: files,
  locks: files,
  metadata: files,
}

const domain: Field = {
  id: 'domain',
  label: 'Domain',
  help: 'The address of Procore’s API in the environment that the app is registered in. Any other one can be typed.',
  kind: 'url',
  isRequired: true,
  suggestion: 'https://api.procore.com/',
  // https://developers.procore.com/documentation/development-environments
  choices: [
    { value: 'https://api.procore.com/', label: 'Production' },
    { value: 'https://sandbox.procore.com/', label: 'Developer sandbox' },
    { value: 'https://api-monthly.procore.com/', label: 'Monthly sandbox' },
    { value: 'https://api.procoregov.com/', label: 'Federal zone' },
  ],
}
const clientId: Field = {
  id: 'clientId',
  label: 'Client ID',
  help: 'Of your app, from the Procore Developer Portal.',
  kind: 'text',
  isRequired: true,
}
const clientSecret: Field = {
  id: 'clientSecret',
  label: 'Client Secret',
  help: 'Of the same app. It is sealed and never shown again.',
  kind: 'secret',
  isRequired: true,
}
const company: Field = {
  id: 'company',
  label: 'Company ID',
  help: 'Shows this company only. A service account may need it: Procore can refuse to list companies without one.',
  kind: 'text',
  isRequired: false,
  scope: { label: 'Company', all: 'All companies' },
}
const project: Field = {
  id: 'project',
  label: 'Project ID',
  help: 'Shows this project only.',
  kind: 'text',
  isRequired: false,
  scope: { label: 'Project', all: 'All projects' },
}
const loginAddress: Field = {
  id: 'loginAddress',
  label: 'Login address',
  help: 'Only for a domain that is not Procore’s own, such as a local sandbox, when people sign in at another address.',
  kind: 'url',
  isRequired: false,
}

const fields = [domain, clientId, clientSecret, company, project, loginAddress]

// A service account has a client of its own; people share the one of the installation's app.
const clientFields = ['domain', 'clientId', 'clientSecret', 'loginAddress']

export const manifest: Manifest = {
  id: 'procore',
  title: 'Procore',
  summary: 'The Documents tool of the projects and companies that a Procore account may see.',
  icon: { letters: 'P', hue: 18 },
  ways: [
    {
      id: 'code',
      label: 'Sign in with Procore',
      help: 'A person signs in at Procore; Gantry may then do what that person may do.',
      kind: 'code',
      fields,
      clientFields,
    },
    {
      id: 'client-credentials',
      label: 'Service account',
      help:
        'A developer-managed service account, for unattended work. Name it after Gantry, so that its traffic can be ' +
        'told apart, and permit it the projects that it is to work in.',
      kind: 'client-credentials',
      fields,
    },
  ],
  facts,
  sources,
  notes: [
    'Procore gives every file its own dates and its own author: those of the source stay in Gantry’s report.',
    'What is deleted goes to Procore’s recycle bin. What is in it, and the folder Schedules, are left alone.',
    'Items that the account may not see are missing from every listing; Procore does not tell of them.',
    'Procore shows which items are private, but not to whom they are open.',
    'Custom fields of files and folders are read as metadata, by their ids, such as custom_field_5101; Gantry sets none.',
    'Procore allows few calls per hour. Gantry reads what is left from every answer and keeps below it.',
  ],
  links: [
    { title: 'Procore Developer Portal', url: 'https://developers.procore.com/' },
    {
      title: 'Service accounts',
      url: 'https://developers.procore.com/documentation/developer-managed-service-accounts',
    },
    { title: 'API usage guidelines', url: 'https://developers.procore.com/documentation/api-usage-guidelines' },
  ],
}
