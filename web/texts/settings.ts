export const settings = {
  title: 'Settings',
  credentials: 'Default client credentials',
  sentence:
    'The app with which this installation makes itself known to a platform. Entered once, every connection can use it, and nobody else needs to see the secret.',
  isSet: 'Entered',
  isNotSet: 'Not entered',
  usedBy: (count: number) =>
    count === 0 ? 'not used yet' : count === 1 ? 'used by 1 connection' : `used by ${count} connections`,
  changed: 'Changed',
  enter: 'Enter credentials',
  change: 'Change',
  remove: 'Remove',
  removeTitle: (platform: string) => `Remove the default client credentials for ${platform}?`,
  removeSentence: (count: number) =>
    count === 0
      ? 'No connection uses them.'
      : `${count === 1 ? '1 connection uses' : `${count} connections use`} them and cannot sign in without them.`,
  formTitle: (platform: string) => `Default client credentials for ${platform}`,
  stored: 'Stored; leave empty to keep it',
  secretStored: 'stored, never shown',
  save: 'Save',
  redirect: 'Redirect address',
  redirectHelp: 'Enter exactly this where the app is registered.',
  guide: 'How to get them, in four steps',
  steps: (platform: string) => [
    `Where ${platform} registers apps (its developer portal), create an app for your company, or open the one you have.`,
    'Add the redirect address above to the app, exactly as it is.',
    'Have the app installed in your company by its administrator, with all that Gantry is to reach.',
    'Copy what identifies the app, such as Client ID and Client Secret, and enter it here.',
  ],
  none: {
    title: 'No platform needs an app',
    sentence: 'Every platform of this installation is connected to without one.',
  },
  proofKey: {
    title: 'Public key of proofs',
    sentence:
      'Proofs and exported audit logs are signed. Whoever checks them with this key knows that they are of this Gantry. It is no secret; give it to them on another way than the proofs.',
    pem: 'Public key',
    pemHelp: 'In a file, it is given to “gantry verify” with --public-key.',
    fingerprint: 'Fingerprint (SHA-256)',
    fingerprintHelp: 'To be compared by telephone or on paper.',
  },
} as const
