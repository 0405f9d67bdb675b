import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { schema, tablesThatStay } from './schema.ts'

/** The sandbox's rows, in one SQLite file of the data folder. */
export interface Store {
  all<Row>(sql: string, ...values: SQLInputValue[]): Row[]
  first<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined
  run(sql: string, ...values: SQLInputValue[]): void
  /** Runs an insert and gives the id of the new row. */
  insert(sql: string, ...values: SQLInputValue[]): number
  /** All or nothing. */
  together<Value>(act: () => Value): Value
  /** Makes every table anew but those that keep sign-ins. */
  empty(): void
  close(): void
}

export function openStore(folder: string): Store {
  mkdirSync(folder, { recursive: true })
  const database = new DatabaseSync(join(folder, 'sandbox.sqlite'))
  // What was answered survives the end of the process, though not that of the machine; nobody needs more of a sandbox.
  database.exec('pragma journal_mode = wal; pragma synchronous = off; pragma foreign_keys = off')
  database.exec(schema)
  const statements = new Map<string, StatementSync>()

  const prepared = (sql: string) => {
    const known = statements.get(sql)
    if (known) return known
    const made = database.prepare(sql)
    statements.set(sql, made)
    return made
  }

  return {
    // Each query's row is named where it is written; SQLite has no types to check it against.
    all: <Row>(sql: string, ...values: SQLInputValue[]) => prepared(sql).all(...values) as Row[],
    first: <Row>(sql: string, ...values: SQLInputValue[]) => prepared(sql).get(...values) as Row | undefined,
    run: (sql, ...values) => void prepared(sql).run(...values),
    insert: (sql, ...values) => Number(prepared(sql).run(...values).lastInsertRowid),
    together(act) {
      if (database.isTransaction) return act()
      database.exec('begin immediate')
      try {
        const value = act()
        database.exec('commit')
        return value
      } catch (error) {
        database.exec('rollback')
        throw error
      }
    },
    empty() {
      statements.clear()
      const tables = prepared(`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'`).all()
      for (const { name } of tables) {
        if (!tablesThatStay.includes(String(name))) database.exec(`drop table "${String(name)}"`)
      }
      statements.clear()
      database.exec(schema)
    },
    close: () => database.close(),
  }
}
