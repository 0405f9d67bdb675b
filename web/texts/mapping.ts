/** One job for each of many places. What each part is for comes from the contract. */
export const mapping = {
  title: 'One job for each of many places',
  parts: {
    each: 'One job for each',
    names: 'Only names like',
    except: 'No names like',
    activeOnly: 'Only active projects',
    company: 'Company',
    from: 'Folder within each',
    to: 'Where the content of each goes',
    rows: 'Rows',
    wrongRows: 'Rows that are wrong',
  },
} as const
