import { Select, type SelectProps } from 'antd'

/** Texts of a person's own, each ended by Enter or by going on. Tab goes on, and does not take what happens to be suggested. */
export function Tags(props: Omit<SelectProps<string[]>, 'mode'>) {
  return (
    <span style={{ display: 'contents' }} onKeyDownCapture={(event) => event.key === 'Tab' && event.stopPropagation()}>
      <Select<string[]> mode="tags" {...props} />
    </span>
  )
}
