import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What starts whole Gantrys and browsers takes minutes and begins first, so that no processor waits for it at the end. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

function isLong({ moduleId }: TestSpecification): boolean {
  return /\/test\/(web|journeys)\//.test(moduleId)
}
