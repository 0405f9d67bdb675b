import type { Field, Platform } from '#platform'
import { healthView } from './contract/health.ts'
import { platformList } from './contract/platforms.ts'
import { version } from './version.ts'
import { route } from '#toolkit/route.ts'

/** The acts that belong to no noun. */
export function houseRoutes(platforms: readonly Platform[]) {
  return {
    health: route({
      answer: healthView,
      act: async () => ({ status: 'ready' as const, version }),
    }),
    listPlatforms: route({
      answer: platformList,
      act: async () => ({ platforms: platforms.map(({ manifest }) => viewOf(manifest)) }),
    }),
  }
}

function viewOf({ id, title, summary, icon, ways, notes }: Platform['manifest']) {
  return {
    id,
    title,
    summary,
    icon,
    ways: ways.map((way) => ({
      ...way,
      fields: way.fields.map(viewOfField),
      clientFields: [...(way.clientFields ?? [])],
    })),
    notes: [...notes],
  }
}

function viewOfField({ choices, ...field }: Field) {
  return { ...field, ...(choices && { choices: [...choices] }) }
}
