import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../api.ts'
import { useSayProblem } from './say-problem.tsx'

/** Starts a run of a job, or its simulation, and goes to its page. */
export function useStartRun(job: string) {
  const navigate = useNavigate()
  return useMutation({
    mutationFn: async (simulate: boolean) => api.startRun(job, simulate),
    onSuccess: async (run) => navigate({ to: '/runs/$run', params: { run: run.id } }),
    onError: useSayProblem(),
  })
}
