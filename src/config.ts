// The door to Gantry's settings: the table of them, and the one function that reads them.
export * from './config/read.ts'
export * from './config/table.ts'
export * from './config/settings-error.ts'
export * from './config/demo-files.ts'
