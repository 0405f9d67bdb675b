import { Radio } from 'antd'
import { texts } from '../../texts/texts.ts'
import styles from './new-job.module.css'
import { recipes, type RecipeName } from './recipes.ts'

const words = texts.newJob
const names = Object.keys(recipes) as RecipeName[]

interface RecipesProps {
  readonly chosen: RecipeName
  readonly onChange: (recipe: RecipeName) => void
}

/** What the job is for, each kind with its sentence. */
export function Recipes({ chosen, onChange }: RecipesProps) {
  return (
    <Radio.Group
      className={styles.recipes ?? ''}
      aria-label={words.step.what.question}
      value={chosen}
      onChange={({ target }) => onChange(target.value as RecipeName)}
    >
      {names.map((name) => (
        <Radio key={name} value={name} className={styles.recipe ?? ''}>
          <strong>{words.recipes[name].title}</strong>
          <span className="quiet">{words.recipes[name].sentence}</span>
        </Radio>
      ))}
    </Radio.Group>
  )
}
