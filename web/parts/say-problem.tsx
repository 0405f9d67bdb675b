import { App } from 'antd'
import { ProblemOf } from './problem.tsx'

/** Says beside the page why an act did not work, until somebody closes it: for acts that have no place of their own. */
export function useSayProblem(): (error: Error) => void {
  const { notification } = App.useApp()
  return (error) =>
    notification.error({
      title: error.message,
      description: <ProblemOf error={error} />,
      duration: false,
      role: 'alert',
    })
}
