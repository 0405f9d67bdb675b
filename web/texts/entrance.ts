export const entrance = {
  signIn: 'Sign in',
  signInWith: (name: string) => `Sign in with ${name}`,
  or: 'or',
  signInTitle: 'Sign in to Gantry',
  email: 'E-mail address',
  password: 'Password',
  newPassword: 'Password',
  passwordHelp: 'At least 12 characters. A sentence is easiest to remember.',
  name: 'Your name',
  nameHelp: 'As others see it in lists and in the audit log.',
  firstTime:
    'No account yet? An administrator can invite you. The very first link is printed where Gantry was started.',
  welcome: {
    'first-administrator': {
      title: 'Welcome to Gantry',
      sentence: 'You are the first here. This account will be the administrator’s.',
      act: 'Make the account',
    },
    invitation: {
      title: 'You are invited to Gantry',
      sentence: 'Give your name and choose a password.',
      act: 'Make the account',
    },
    'new-password': {
      title: 'Choose a new password',
      sentence: 'All other sessions of this account end.',
      act: 'Keep the password',
    },
  },
  noLink: 'This address has no link in it. Open the whole link as it was given to you.',
  badLink: 'The link cannot be used',
  toSignIn: 'Go to sign-in',
} as const
