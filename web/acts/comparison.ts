import type {
  Comparison,
  ComparisonQuery,
  FilterTrial,
  PlatformDetails,
  SideList,
  TrialList,
  TryFilters,
  TryLocation,
  TryNames,
} from '#api/contract/comparison.ts'
import { ask } from '../ask.ts'

export const comparisonActs = {
  showPlatform: (platform: string) => ask<PlatformDetails>('showPlatform', { parts: { platform } }),
  listSides: () => ask<SideList>('listSides'),
  comparePlatforms: (query: ComparisonQuery) => ask<Comparison>('comparePlatforms', { query }),
  tryNames: (json: TryNames) => ask<TrialList>('tryNames', { json }),
  tryFilters: (json: TryFilters) => ask<FilterTrial>('tryFilters', { json }),
  tryLocation: (json: TryLocation) => ask<TrialList>('tryLocation', { json }),
} as const
