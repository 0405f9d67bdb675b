export const tabs = ['health', 'content', 'activity', 'jobs'] as const
