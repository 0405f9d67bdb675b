import { precedence } from './jobs.ts'

export const newJob = {
  title: 'Create job',
  titleLike: (name: string) => `Create a job like “${name}”`,
  nameLike: (name: string) => `Copy of ${name}`.slice(0, 200),
  steps: 'Steps',
  step: {
    what: {
      title: 'What',
      question: 'What is the job for?',
      help: 'This sets the choices that follow. Each of them can be changed.',
    },
    from: {
      title: 'From',
      question: 'Where does it copy from?',
      help: 'Only a job that moves, or that keeps both sides in step, changes its source.',
    },
    to: {
      title: 'To',
      question: 'Where does it copy to?',
      help: 'What is there already and is not the job’s own is left alone, unless a policy says otherwise.',
    },
    policies: {
      title: 'Policies',
      question: 'What happens to content?',
      help: 'The defaults lose nothing: what is not clear is flagged for a person.',
    },
    behaviors: {
      title: 'Behaviors',
      question: 'What happens to names, sizes and types that do not fit?',
      help: 'A simulation names every item that is concerned.',
    },
    filters: { title: 'Filters', question: 'Does it copy everything?', help: precedence },
    schedule: {
      title: 'Schedule',
      question: 'When does it run?',
      help: 'Without a schedule a person starts every run.',
    },
    review: { title: 'Review', question: 'Is it right so?', help: 'Nothing is copied before a run is started.' },
  },
  recipes: {
    copy: { title: 'Copy', sentence: 'What is new or changed is copied with each run. Nothing is deleted.' },
    sync: {
      title: 'Keep in step',
      sentence:
        'Every hour what changed on either side goes to the other. Of two changes of one file both are kept; deletions are repeated, above a guard only after an approval.',
    },
    move: {
      title: 'Move',
      sentence: 'Copies, proves each copy, and then deletes the originals at the source, after an approval each time.',
    },
    mirror: {
      title: 'Keep a mirror',
      sentence: 'Copies every night, and deletes there what the source has lost, above a guard only after an approval.',
    },
    publish: {
      title: 'Publish',
      sentence:
        'Every night the destination is made to hold what the source holds and nothing else: the source wins, and what lies only there is deleted after an approval each time.',
    },
    migrate: {
      title: 'Migrate',
      sentence: 'Takes everything over: the source wins, long names are shortened, and nothing is deleted.',
    },
    upload: {
      title: 'Bulk upload',
      sentence: 'A first load from a drive: shortens long names, leaves out hidden and temporary files.',
    },
    structure: {
      title: 'Copy folder structure',
      sentence: 'The folders alone, without the files in them; into one folder or into many projects at once.',
    },
    archive: {
      title: 'Archive a project',
      sentence: 'Everything, with names kept reversibly and a signed proof of each file.',
    },
    custom: { title: 'Custom', sentence: 'Begins with the defaults.' },
  },
  back: 'Back',
  next: 'Next',
  toReview: 'Go to review',
  name: 'Name',
  nameHelp: 'As it is shown and found in lists. Empty becomes “source → destination”.',
  category: 'Category',
  categoryHelp: 'A word to filter and add up jobs by.',
  connection: 'Connection',
  searchConnections: 'Search connections',
  connectionOf: (name: string, platform: string) => (name === platform ? name : `${name} (${platform})`),
  folder: 'Folder',
  folderHelp: 'Space and folders, parted by slashes: “Harbour/Drawings”. Choose it below, or type it.',
  newFolderHelp: 'A folder that is not there is made by the first run.',
  noSpace: (connection: string, example: string) =>
    `“${connection}:” names no space. Choose one, such as “${connection}:${example}”.`,
  tree: 'Folders',
  noFolder: 'No folder in it',
  example: 'Space/folder/folder',
  serverDisk: 'Disk of the server',
  diskHelp: 'The absolute path of a folder on the machine that Gantry runs on.',
  diskExample: '/srv/projects',
  file: 'As a job file',
  fileHelp: 'The same is taken by “gantry jobs plan”, “diff” and “apply -f”. What is not said has its default.',
  simulateHelp:
    'A simulation shows every rename, skip and conflict, and how long a run would take, before anything is copied.',
  simulateFirst: 'This job can delete: simulate it first. Its first deletions wait for an approval in any case.',
  createAndSimulate: 'Create and simulate',
  create: 'Create job',
  noConnection: {
    title: 'There is no connection yet',
    sentence: 'A job copies from one connection to another, so connections come first.',
    act: 'Go to Connections',
  },
} as const
