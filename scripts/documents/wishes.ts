/** Where the answer to a wish is: options of a job by their key, a page or command, or the decision record that says why not. */
export interface Wish {
  readonly wish: string
  readonly options?: readonly string[]
  readonly elsewhere?: string
  readonly decision?: string
}

/** What people want to say of a job that moves documents, and what stands for it here. */
export const wishes: readonly Wish[] = [
  { wish: 'Keep both sides in step', options: ['direction'], decision: '0306' },
  { wish: 'Move: delete at the source what was copied', options: ['direction'], decision: '0431' },
  { wish: 'Copy the folders without the files', options: ['content'] },
  { wish: 'Repeat at the destination what is deleted at the source, or keep it', options: ['deletedItems'] },
  { wish: 'Leave nothing at the destination but what the source holds', options: ['foreignItems'], decision: '0432' },
  {
    wish: 'Put back what somebody deletes at the destination',
    elsewhere: 'always: a run puts back what its job had put there',
  },
  {
    wish: 'Choose who wins when both sides hold content, or replace nothing',
    options: ['onConflict'],
    decision: '0004',
  },
  { wish: 'Keep both files under two names', options: ['onConflict'], decision: '0432' },
  { wish: 'Carry older versions, all or a number of them', options: ['versions'], decision: '0451' },
  { wish: 'Replace or encode characters that a name cannot hold', options: ['unsupportedNames'] },
  { wish: 'Shorten names and paths that are too long', options: ['longNames'] },
  { wish: 'Pack types that the destination refuses into archives', options: ['restrictedTypes'], decision: '0457' },
  {
    wish: 'Fail, warn or skip where the destination refuses a type',
    options: ['restrictedTypes'],
    elsewhere:
      '`flag` waits for a person; `skip` leaves it out, and every report lists it with the reason as a warning does',
  },
  { wish: 'Leave out files above the destination’s limit', options: ['largeFiles'] },
  { wish: 'Leave out empty folders', options: ['emptyFolders'] },
  { wish: 'Go on, or stop, after a failure', options: ['onFailure'] },
  { wish: 'Prove that copies are equal', options: ['verification'] },
  {
    wish: 'Choose of which items a record is kept',
    elsewhere: 'always of all: items, folders and the proof name each of them',
  },
  {
    wish: 'Choose how much is logged',
    elsewhere: 'the setting `logLevel`; receipts and the audit log are kept whole in any case',
  },
  { wish: 'Carry authors', decision: '0423' },
  {
    wish: 'Carry owners, with the same table',
    options: ['owners'],
    elsewhere: '**People and groups** on the page of the job',
    decision: '0453',
  },
  {
    wish: 'Carry permissions, with a table of people and groups',
    options: ['permissions'],
    elsewhere: '**People and groups** on the page of the job, `gantry jobs principals` and `map`',
    decision: '0452',
  },
  {
    wish: 'See changes of permissions alone on both sides of a job that goes both ways',
    options: ['permissions'],
    decision: '0471',
  },
  { wish: 'Carry locks', options: ['locks'], decision: '0453' },
  { wish: 'Carry metadata', options: ['metadata'], decision: '0470' },
  { wish: 'Fill metadata from a file', decision: '0423' },
  { wish: 'Say how many batches are carried out side by side', elsewhere: 'the setting `workers`', decision: '0005' },
  {
    wish: 'Say how many runs move at a time, and which goes first',
    options: ['priority'],
    elsewhere: 'the settings `runsAtOnce` and `runsAtOncePerConnection`',
  },
  { wish: 'Limit the bandwidth, also by hours', options: ['bandwidth', 'bandwidthBetween'], decision: '0422' },
  {
    wish: 'Limit how many items a folder may hold',
    elsewhere: 'the platforms’ own limits are known',
    decision: '0423',
  },
  {
    wish: 'Tell beforehand how much there is',
    elsewhere: 'a simulation counts it: **Simulate**, `gantry jobs simulate`',
  },
  { wish: 'Write a job as text', elsewhere: 'job files: `gantry jobs export`, `plan`, `diff` and `apply`' },
  {
    wish: 'Have one job for each sub-folder, each project or each row of a list',
    options: ['each', 'names', 'except', 'activeOnly', 'company', 'from', 'to', 'rows', 'wrongRows'],
    elsewhere: '[one job for many places](mapping-jobs.md)',
    decision: '0441',
  },
  { wish: 'Group jobs and add them up', options: ['category'], elsewhere: '**Reports**, `gantry jobs totals`' },
  { wish: 'Leave out hidden items', options: ['hiddenItems'] },
  { wish: 'Leave out shared items', options: ['sharedItems'], decision: '0470' },
  {
    wish: 'Take in or leave out by extension, name, pattern or path',
    options: ['include', 'exclude'],
    decision: '0301',
  },
  { wish: 'Take in or leave out by kind of file', elsewhere: '`group:images` and its like, as a pattern' },
  { wish: 'Take in or leave out by size', options: ['minSize', 'maxSize'] },
  { wish: 'Take in or leave out by date of the last change', options: ['modifiedAfter', 'modifiedBefore'] },
  { wish: 'Take in or leave out by age', options: ['minAge', 'maxAge'] },
  { wish: 'Take in or leave out by metadata', options: ['includeMetadata', 'excludeMetadata'], decision: '0470' },
  { wish: 'Filter by the time of creation or of the last reading', decision: '0423' },
  { wish: 'Filter what is at the destination', decision: '0423' },
]
