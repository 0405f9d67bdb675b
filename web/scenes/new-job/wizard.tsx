import { getRouteApi, Link } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { ConnectionView } from '#api/contract/connections.ts'
import type { JobView } from '#api/contract/jobs.ts'
import { behaviors, policies } from '../../parts/choice-groups.ts'
import { FilterTrial } from '../../parts/filter-trial.tsx'
import { JobChoices } from '../../parts/job-choices.tsx'
import { JobFilters } from '../../parts/job-filters.tsx'
import { JobPace } from '../../parts/job-pace.tsx'
import { JobSchedule } from '../../parts/job-schedule.tsx'
import { Panel } from '../../parts/panel.tsx'
import { locationOf } from '../../parts/place-of.ts'
import { texts } from '../../texts/texts.ts'
import { isChosen, keepDraft, keptDraft, newDraft, unanswered, withRecipe, type Draft } from './draft.ts'
import { From } from './from.tsx'
import { useMissingSpace } from './missing-space.ts'
import styles from './new-job.module.css'
import { Recipes } from './recipe-choice.tsx'
import { Review } from './review.tsx'
import { eachOf } from './spread.ts'
import { stepAfter, stepBefore, steps, type Step } from './steps.ts'
import { To } from './to.tsx'

const words = texts.newJob
const here = getRouteApi('/inside/jobs/new')

interface WizardProps {
  readonly connections: readonly ConnectionView[]
  /** The job that it is to be like. */
  readonly model: JobView | undefined
}

/** Asks what is to be known of a new job, one question after the other; those that were answered can be gone back to. */
export function Wizard({ connections, model }: WizardProps) {
  const { step: asked } = here.useSearch()
  const navigate = here.useNavigate()
  // Without a step it begins anew; one like another job has all its answers.
  const [draft, setDraft] = useState<Draft>(() => (asked === undefined ? undefined : keptDraft()) ?? newDraft(model))
  useEffect(() => keepDraft(draft), [draft])
  // The places of a mapping may be whole connections.
  const isOne = eachOf(draft.spread) === undefined
  const lacking: Partial<Record<Step, string | undefined>> = {
    from: useMissingSpace(isOne ? draft.source : undefined),
    to: useMissingSpace(isOne ? draft.destination : undefined),
  }
  const missing = steps.find((one) => one === unanswered(draft) || lacking[one] !== undefined)
  const isReachable = (step: Step) => missing === undefined || steps.indexOf(step) <= steps.indexOf(missing)
  const wished = asked ?? (model ? 'review' : 'what')
  const step = isReachable(wished) ? wished : (missing ?? wished)
  const heading = useRef<HTMLHeadingElement>(null)
  const isFirst = useRef(true)
  useEffect(() => {
    // Who goes on by keyboard or screen reader is taken along.
    if (!isFirst.current) heading.current?.focus()
    isFirst.current = false
  }, [step])
  const [before, after] = [stepBefore(step), stepAfter(step)]
  const change = (next: Partial<Draft>) => setDraft({ ...draft, ...next })
  const go = (to: Step | undefined) => to && void navigate({ search: (now) => ({ ...now, step: to }) })

  return (
    <div className={styles.wizard}>
      <nav aria-label={words.steps}>
        <ol className={styles.steps}>
          {steps.map((one, at) => (
            <li key={one} aria-current={one === step ? 'step' : undefined}>
              {isReachable(one) ? (
                <Link from="/jobs/new" to="." search={(now) => ({ ...now, step: one })}>
                  <span className={styles.number}>{at + 1}</span> <span>{words.step[one].title}</span>
                </Link>
              ) : (
                <span className="quiet">
                  <span className={styles.number}>{at + 1}</span> <span>{words.step[one].title}</span>
                </span>
              )}
            </li>
          ))}
        </ol>
      </nav>
      <form
        className={styles.step}
        onSubmit={(event) => {
          event.preventDefault()
          if (after && isReachable(after)) go(after)
        }}
      >
        <h2 ref={heading} tabIndex={-1}>
          {words.step[step].question}
        </h2>
        <p className="quiet">{words.step[step].help}</p>
        {step === 'what' && (
          <Recipes chosen={draft.recipe} onChange={(recipe) => setDraft(withRecipe(draft, recipe))} />
        )}
        {step === 'from' && <From connections={connections} draft={draft} onChange={change} />}
        {step === 'to' && <To connections={connections} draft={draft} onChange={change} />}
        {step === 'policies' && (
          <JobChoices chosen={draft.options} names={policies} onChange={(options) => change({ options })} />
        )}
        {step === 'behaviors' && (
          <JobChoices chosen={draft.options} names={behaviors} onChange={(options) => change({ options })} />
        )}
        {step === 'filters' && (
          <>
            <JobFilters filters={draft.filters} onChange={(filters) => change({ filters })} />
            <FilterTrial
              source={isChosen(draft.source) && !isManySources(draft) ? locationOf(draft.source) : undefined}
              filters={draft.filters}
              options={draft.options}
            />
          </>
        )}
        {step === 'schedule' && (
          <>
            <JobSchedule schedule={draft.schedule} onChange={(schedule) => change({ schedule })} />
            <Panel title={texts.pace.title} sentence={texts.pace.help}>
              <JobPace pace={draft.pace} onChange={(pace) => change({ pace })} />
            </Panel>
          </>
        )}
        {step === 'review' && <Review draft={draft} onChange={change} onBack={() => go(before)} />}
        {lacking[step] !== undefined && <Alert type="info" showIcon title={lacking[step]} />}
        {step !== 'review' && (
          <div className={styles.acts}>
            {before && <Button onClick={() => go(before)}>{words.back}</Button>}
            <Button type="primary" htmlType="submit" disabled={after !== undefined && !isReachable(after)}>
              {words.next}
            </Button>
            {missing === undefined && <Button onClick={() => go('review')}>{words.toReview}</Button>}
          </div>
        )}
      </form>
    </div>
  )
}

/** Filters can be tried on one source. */
function isManySources({ spread }: Draft): boolean {
  return spread.from === 'project' || spread.from === 'row'
}
