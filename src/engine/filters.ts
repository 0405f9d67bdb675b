/**
 * Which of the source's items a job concerns. What `exclude` names is left out, whatever else is said; of the rest a file must
 * match one of `include`, where there are any, and keep within every bound: of size, of time, of metadata. Only of patterns that
 * name one path each the deepest counts: what is included within a path that is excluded is taken. What `excludeMetadata` says
 * of a file beats `includeMetadata`, of which one must hold. What is not known of a file leaves nothing out.
 */
export interface JobFilters {
  /** Patterns as `parsePattern` reads them. */
  readonly include?: readonly string[] | undefined
  readonly exclude?: readonly string[] | undefined
  /** Amounts with their unit: `10 MB`. */
  readonly minSize?: string | undefined
  readonly maxSize?: string | undefined
  /** ISO dates, at midnight UTC, or times: at this time or later, and before this time. */
  readonly modifiedAfter?: string | undefined
  readonly modifiedBefore?: string | undefined
  /** Time since the last change when the run starts: `30 days`. */
  readonly minAge?: string | undefined
  readonly maxAge?: string | undefined
  /** A field and its value, `Status: For*`, each with the wildcards of names. */
  readonly includeMetadata?: readonly string[] | undefined
  readonly excludeMetadata?: readonly string[] | undefined
}
