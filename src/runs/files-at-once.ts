/** Files of one run that are on their way side by side in one process, where they go one by one. */
export const filesAtOnce = 8
