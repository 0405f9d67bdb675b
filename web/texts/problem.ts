export const problem = {
  guide: (title: string) => `In the guide: ${title}`,
  details: 'Details',
  facts: {
    attempted: 'Attempted',
    code: 'Reason code',
    status: 'Status',
    reason: 'Platform said',
    requestId: 'Its request id',
  },
} as const
