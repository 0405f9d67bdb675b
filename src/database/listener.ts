import { setTimeout as wait } from 'node:timers/promises'
import { Client, escapeIdentifier } from 'pg'
import { clientConfig, showConnection, type ConnectionSettings } from './connection-settings.ts'
import { translated } from './database-error.ts'
import type { Log } from './log.ts'

export interface Heard {
  message(text: string): void
  /** The connection was away and is back: look yourself for what may have happened meanwhile. */
  missed?(): void
}

export interface Listening {
  close(): Promise<void>
}

const longestPauseMs = 2000

/** One connection that listens on any number of channels, made with the first and remade whenever it breaks. */
export class Listener {
  readonly #settings: ConnectionSettings
  readonly #log: Log
  readonly #channels = new Map<string, Set<Heard>>()
  readonly #closing = new AbortController()
  #client: Promise<Client> | undefined

  constructor(settings: ConnectionSettings, log: Log) {
    this.#settings = settings
    this.#log = log
  }

  async listen(channel: string, heard: Heard): Promise<Listening> {
    const all = this.#channels.get(channel) ?? new Set()
    const isFirst = all.size === 0
    this.#channels.set(channel, all.add(heard))
    if (isFirst || !this.#client) {
      try {
        // A new client listens on every known channel itself.
        if (this.#client) await (await this.#client).query(`listen ${escapeIdentifier(channel)}`)
        else await (this.#client = this.#firstConnection())
      } catch (error) {
        all.delete(heard)
        throw translated(error, showConnection(this.#settings))
      }
    }
    return {
      close: async () => {
        all.delete(heard)
        if (all.size > 0 || this.#channels.get(channel) !== all) return
        this.#channels.delete(channel)
        // When the connection is away the next one will not listen on this channel anyway.
        const client = await this.#client?.catch(() => undefined)
        await client?.query(`unlisten ${escapeIdentifier(channel)}`).catch(() => undefined)
      },
    }
  }

  async close(): Promise<void> {
    this.#closing.abort()
    const client = await this.#client?.catch(() => undefined)
    this.#client = undefined
    await client?.end().catch(() => undefined)
  }

  async #firstConnection(): Promise<Client> {
    try {
      return await this.#connect()
    } catch (error) {
      this.#client = undefined
      throw error
    }
  }

  async #connect(): Promise<Client> {
    // Keep-alive, because a listener only reads and would not notice a silently broken network.
    const client = new Client({ ...clientConfig(this.#settings), keepAlive: true })
    client.on('error', () => undefined)
    client.on('notification', ({ channel, payload }) => {
      for (const heard of this.#channels.get(channel) ?? []) heard.message(payload ?? '')
    })
    try {
      await client.connect()
      for (const channel of this.#channels.keys()) await client.query(`listen ${escapeIdentifier(channel)}`)
    } catch (error) {
      await client.end().catch(() => undefined)
      throw error
    }
    client.once('end', () => {
      if (!this.#closing.signal.aborted) this.#client = this.#reconnect()
      // A rejection only means that the listener was closed meanwhile.
      this.#client?.catch(() => undefined)
    })
    return client
  }

  async #reconnect(): Promise<Client> {
    this.#log.warn({ where: showConnection(this.#settings) }, 'database-listener-lost')
    for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      await wait(pauseMs, undefined, { signal: this.#closing.signal })
      const client = await this.#connect().catch(() => undefined)
      if (!client) continue
      for (const heard of [...this.#channels.values()].flatMap((all) => [...all])) heard.missed?.()
      return client
    }
  }
}
