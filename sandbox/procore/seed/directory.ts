/** Accounts, companies and apps of a new sandbox. Ids are fixed, so that they are the same after every reset. */
export const systemUser = { id: 2, firstName: '', lastName: '' } as const

export interface SeedPerson {
  readonly id: number
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly password: string
  readonly may: string
}

export const people = [
  {
    id: 160586,
    firstName: 'Document',
    lastName: 'Controller',
    email: 'controller@sandbox.example',
    password: 'sandbox-controller',
    may: 'administrator of all three companies',
  },
  {
    id: 160587,
    firstName: 'Project',
    lastName: 'Engineer',
    email: 'engineer@sandbox.example',
    password: 'sandbox-engineer',
    may: 'standard: adds and changes documents of the first company, deletes none',
  },
  {
    id: 160588,
    firstName: 'Site',
    lastName: 'Reader',
    email: 'reader@sandbox.example',
    password: 'sandbox-reader',
    may: 'read only in the first company',
  },
  {
    id: 160589,
    firstName: 'Trade',
    lastName: 'Partner',
    email: 'partner@sandbox.example',
    password: 'sandbox-partner',
    may: 'sees the projects of the first company, but not their documents',
  },
] as const satisfies readonly SeedPerson[]

export const [controller, engineer, reader, partner] = people

export const companies = [
  { id: 4_264_590, name: 'Harbourline Builders' },
  // Some regions give ids beyond 32 bits.
  { id: 562_949_954_923_622, name: 'Nordufer Bau & Tiefbau GmbH' },
  { id: 4_264_777, name: 'Blue Ridge Mechanical' },
] as const

export const [builders, civil] = companies
const [, , mechanical] = companies

export const userApp = {
  clientId: 'gantry-sandbox-app',
  clientSecret: 'gantry-sandbox-app-secret',
  name: 'Gantry',
} as const

/** One account bears the name of the product, as Procore asks of those who want their traffic recognised; one does not. */
export const serviceApps = [
  {
    clientId: 'gantry-sandbox-service',
    clientSecret: 'gantry-sandbox-service-secret',
    firstName: 'Gantry',
    lastName: 'Service Account',
    firstUserId: 170_001,
  },
  {
    clientId: 'plain-sandbox-service',
    clientSecret: 'plain-sandbox-service-secret',
    firstName: 'Document',
    lastName: 'Robot',
    firstUserId: 170_101,
  },
] as const

export interface SeedProject {
  readonly id: number
  readonly company: number
  readonly name: string
  readonly number: string
  readonly address: string
  readonly city: string
  readonly stateCode?: string
  readonly countryCode: string
  readonly zip: string
  readonly stage: string
  readonly isActive?: boolean
  readonly hasDocuments?: boolean
  /** Service accounts are let into all projects but these. */
  readonly isClosedToApps?: boolean
  readonly content: 'hospital' | 'warehouse' | 'viaduct' | 'nothing'
}

export const projects: readonly SeedProject[] = [
  {
    id: 5_747_272,
    company: builders.id,
    name: 'Riverside Medical Center – Phase 2',
    number: '24-017',
    address: '1200 River Road',
    city: 'Sacramento',
    stateCode: 'CA',
    countryCode: 'US',
    zip: '95814',
    stage: 'Course of Construction',
    content: 'hospital',
  },
  {
    id: 5_747_310,
    company: builders.id,
    name: 'Pier 7 Warehouse & Cold Store',
    number: '24-022',
    address: '7 Harbor Way',
    city: 'Oakland',
    stateCode: 'CA',
    countryCode: 'US',
    zip: '94607',
    stage: 'Post-Construction',
    content: 'warehouse',
  },
  {
    id: 5_747_344,
    company: builders.id,
    name: 'Northgate Elementary School',
    number: '25-003',
    address: '400 Northgate Avenue',
    city: 'Sacramento',
    stateCode: 'CA',
    countryCode: 'US',
    zip: '95834',
    stage: 'Pre-Construction',
    content: 'nothing',
  },
  {
    id: 5_747_350,
    company: builders.id,
    name: 'Head Office Fit-out (closed)',
    number: '21-009',
    address: '1 Quay Street',
    city: 'Oakland',
    stateCode: 'CA',
    countryCode: 'US',
    zip: '94607',
    stage: 'Warranty',
    isActive: false,
    isClosedToApps: true,
    content: 'nothing',
  },
  {
    id: 562_949_954_930_101,
    company: civil.id,
    name: 'Talbrücke Großmühle – Los 3',
    number: 'BR-3',
    address: 'Mühlenweg 3',
    city: 'Kassel',
    countryCode: 'DE',
    zip: '34117',
    stage: 'Course of Construction',
    content: 'viaduct',
  },
  {
    id: 562_949_954_930_102,
    company: civil.id,
    name: 'Kanal Süd (Documents tool off)',
    number: 'KS-1',
    address: 'Am Kanal 1',
    city: 'Kassel',
    countryCode: 'DE',
    zip: '34117',
    stage: 'Pre-Construction',
    hasDocuments: false,
    content: 'nothing',
  },
  {
    id: 5_750_001,
    company: mechanical.id,
    name: 'Chiller Replacement',
    number: 'M-12',
    address: '9 Ridge Road',
    city: 'Denver',
    stateCode: 'CO',
    countryCode: 'US',
    zip: '80202',
    stage: 'Course of Construction',
    content: 'nothing',
  },
]
