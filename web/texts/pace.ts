/** How much of the installation a job may take. */
export const pace = {
  title: 'Pace',
  help: 'Before whom it comes, and how fast it moves.',
  parts: { priority: 'Priority', bandwidth: 'Bandwidth', bandwidthBetween: 'Bandwidth in these hours' },
  priorities: { high: 'High', normal: 'Normal', low: 'Low' },
} as const
