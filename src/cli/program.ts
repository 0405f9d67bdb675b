import type { Command } from 'commander'
import manifest from '../../package.json' with { type: 'json' }
import { exportAuditCommand } from './commands/audit/export.ts'
import { listAuditCommand } from './commands/audit/list.ts'
import { verifyAuditCommand } from './commands/audit/verify.ts'
import { listClientCredentialsCommand } from './commands/client-credentials/list.ts'
import { removeClientCredentialsCommand } from './commands/client-credentials/remove.ts'
import { setClientCredentialsCommand } from './commands/client-credentials/set.ts'
import { catCommand } from './commands/cat.ts'
import { addConnectionCommand } from './commands/connections/add.ts'
import { listChoicesCommand } from './commands/connections/choices.ts'
import { duplicateConnectionCommand } from './commands/connections/duplicate.ts'
import { editConnectionCommand } from './commands/connections/edit.ts'
import { listConnectionsCommand } from './commands/connections/list.ts'
import { disableConnectionCommand, enableConnectionCommand } from './commands/connections/pause.ts'
import { removeConnectionCommand } from './commands/connections/remove.ts'
import { showConnectionCommand } from './commands/connections/show.ts'
import { signInCommand } from './commands/connections/sign-in.ts'
import { testConnectionCommand } from './commands/connections/test.ts'
import { copyCommand } from './commands/copy.ts'
import { addJobCommand } from './commands/jobs/add.ts'
import { applyJobsCommand, diffJobsCommand, planJobsCommand } from './commands/jobs/apply.ts'
import { archiveJobCommand, restoreJobCommand } from './commands/jobs/archive.ts'
import { listChildrenCommand } from './commands/jobs/children.ts'
import { mapPrincipalsCommand } from './commands/jobs/map.ts'
import { listPrincipalsCommand } from './commands/jobs/principals.ts'
import { editJobCommand } from './commands/jobs/edit.ts'
import { exportJobsCommand } from './commands/jobs/export.ts'
import { listJobsCommand } from './commands/jobs/list.ts'
import { removeJobCommand } from './commands/jobs/remove.ts'
import { runJobCommand, simulateJobCommand } from './commands/jobs/run.ts'
import { enableJobCommand, pauseJobCommand, scheduleJobCommand } from './commands/jobs/schedule.ts'
import { showJobCommand } from './commands/jobs/show.ts'
import { totalsCommand } from './commands/jobs/totals.ts'
import { tryFiltersCommand } from './commands/jobs/try.ts'
import { changeMasterKeyCommand } from './commands/keys/change-master.ts'
import { publicKeyCommand } from './commands/keys/public.ts'
import { rotateKeysCommand } from './commands/keys/rotate.ts'
import { lsCommand } from './commands/ls.ts'
import { platformsCommand } from './commands/platforms.ts'
import { disablePersonCommand, enablePersonCommand } from './commands/people/change.ts'
import { inviteCommand } from './commands/people/invite.ts'
import { listPeopleCommand } from './commands/people/list.ts'
import {
  approveRunCommand,
  cancelRunCommand,
  declineRunCommand,
  pauseRunCommand,
  resumeRunCommand,
} from './commands/runs/change.ts'
import { unlinkPersonCommand } from './commands/people/unlink.ts'
import { listCausesCommand } from './commands/runs/causes.ts'
import { exportRunCommand } from './commands/runs/export.ts'
import { ignoreItemsCommand } from './commands/runs/ignore.ts'
import { listItemsCommand } from './commands/runs/items.ts'
import { listRunsCommand } from './commands/runs/list.ts'
import { overviewCommand } from './commands/runs/overview.ts'
import { reportCommand } from './commands/runs/report.ts'
import { retryItemsCommand } from './commands/runs/retry.ts'
import { showRunCommand } from './commands/runs/show.ts'
import { throughputCommand } from './commands/runs/throughput.ts'
import { watchRunCommand } from './commands/runs/watch.ts'
import { sandboxCommand } from './commands/sandbox.ts'
import { serveCommand } from './commands/serve.ts'
import { settingsCommand } from './commands/settings.ts'
import { addTokenCommand } from './commands/tokens/add.ts'
import { listTokensCommand } from './commands/tokens/list.ts'
import { revokeTokenCommand } from './commands/tokens/revoke.ts'
import { verifyCommand } from './commands/verify.ts'
import { addWebhookCommand } from './commands/webhooks/add.ts'
import {
  disableWebhookCommand,
  editWebhookCommand,
  enableWebhookCommand,
  removeWebhookCommand,
} from './commands/webhooks/change.ts'
import { listDeliveriesCommand, resendDeliveryCommand, testWebhookCommand } from './commands/webhooks/deliveries.ts'
import { listWebhooksCommand } from './commands/webhooks/list.ts'
import { workCommand } from './commands/work.ts'
import { newCommand } from './new-command.ts'
import type { Session } from './session.ts'

/** The words after `gantry`, as a tree of commands. */
export function programFor(session: Session): Command {
  const program = newCommand(session, 'gantry')
    .description('Copies documents between Procore and other places, and proves it.')
    .version(manifest.version, '--version', 'show the version')
    // A flag belongs to the command before it, also where commands above have one of its name.
    .enablePositionalOptions()
    .addHelpText('after', '\nA location is connection:Space/folder or a path. More: gantry COMMAND --help')
  const add = (heading: string, ...commands: readonly Command[]) => {
    for (const command of commands) program.addCommand(command.helpGroup(heading))
  }
  add(
    'Copy:',
    copyCommand(session),
    lsCommand(session),
    catCommand(session),
    verifyCommand(session),
    noun(session, 'connections', 'Accounts on platforms.', [
      addConnectionCommand,
      listConnectionsCommand,
      showConnectionCommand,
      listChoicesCommand,
      testConnectionCommand,
      signInCommand,
      editConnectionCommand,
      disableConnectionCommand,
      enableConnectionCommand,
      duplicateConnectionCommand,
      removeConnectionCommand,
    ]),
    noun(session, 'jobs', 'What is copied where, to be run as often as needed.', [
      addJobCommand,
      listJobsCommand,
      showJobCommand,
      listChildrenCommand,
      listPrincipalsCommand,
      mapPrincipalsCommand,
      editJobCommand,
      tryFiltersCommand,
      scheduleJobCommand,
      pauseJobCommand,
      enableJobCommand,
      runJobCommand,
      simulateJobCommand,
      totalsCommand,
      exportJobsCommand,
      planJobsCommand,
      diffJobsCommand,
      applyJobsCommand,
      archiveJobCommand,
      restoreJobCommand,
      removeJobCommand,
    ]),
    noun(session, 'runs', 'What has run and what runs now.', [
      listRunsCommand,
      showRunCommand,
      listItemsCommand,
      watchRunCommand,
      reportCommand,
      overviewCommand,
      throughputCommand,
      exportRunCommand,
      listCausesCommand,
      retryItemsCommand,
      ignoreItemsCommand,
      pauseRunCommand,
      resumeRunCommand,
      approveRunCommand,
      declineRunCommand,
      cancelRunCommand,
    ]),
    platformsCommand(session),
  )
  add(
    'Administer:',
    noun(session, 'people', 'Who can sign in, and what they may do.', [
      listPeopleCommand,
      inviteCommand,
      disablePersonCommand,
      enablePersonCommand,
      unlinkPersonCommand,
    ]),
    noun(session, 'tokens', 'API tokens, by which programs come in.', [
      addTokenCommand,
      listTokensCommand,
      revokeTokenCommand,
    ]),
    noun(session, 'audit', 'Who did what, in a chain that shows every change.', [
      listAuditCommand,
      verifyAuditCommand,
      exportAuditCommand,
    ]),
    noun(session, 'client-credentials', 'The apps with which this Gantry makes itself known to platforms.', [
      listClientCredentialsCommand,
      setClientCredentialsCommand,
      removeClientCredentialsCommand,
    ]),
    noun(session, 'webhooks', 'Addresses that are told of what happens.', [
      addWebhookCommand,
      listWebhooksCommand,
      editWebhookCommand,
      disableWebhookCommand,
      enableWebhookCommand,
      testWebhookCommand,
      listDeliveriesCommand,
      resendDeliveryCommand,
      removeWebhookCommand,
    ]),
    noun(session, 'keys', 'The keys that seal secrets and sign proofs.', [
      rotateKeysCommand,
      changeMasterKeyCommand,
      publicKeyCommand,
    ]),
  )
  add('Start:', serveCommand(session), workCommand(session), sandboxCommand(session), settingsCommand(session))
  return program
}

function noun(
  session: Session,
  name: string,
  description: string,
  makers: readonly ((session: Session) => Command)[],
): Command {
  const commands = makers.map((make) => make(session))
  const summary = commands.map((command) => command.name()).join('|')
  const noun = newCommand(session, name).summary(summary).description(description)
  for (const command of commands) noun.addCommand(command)
  return noun
}
