/** What one attempt has done when it fails. */
export interface Attempt {
  /** Bytes told as progress. */
  passed: number
  /** Set when it was the source that failed. */
  sourceFailure: unknown
  /** Set when what is done could not be kept. */
  keepingFailure: unknown
}

/** What it throws is known to be the source's. */
export async function atSource<T>(attempt: Attempt, verb: Promise<T>): Promise<T> {
  try {
    return await verb
  } catch (error) {
    attempt.sourceFailure = error
    throw error
  }
}
