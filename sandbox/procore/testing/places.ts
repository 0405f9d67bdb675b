/** Ids that the seed gives; written out, since clients know nothing else of a sandbox. */
export const builders = 4_264_590
export const civil = 562_949_954_923_622
export const mechanical = 4_264_777

export const hospital = 5_747_272
export const school = 5_747_344
export const closedToApps = 5_747_350
export const withoutDocuments = 562_949_954_930_102

export const callback = 'http://localhost'
