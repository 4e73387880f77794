/** Types of authorisation as the filter of a list offers them. */
export const typeOptions = [
  { value: '', label: 'All' },
  { value: 'principal-authority', label: 'Principal authority' },
  { value: 'administrator', label: 'Authorisation administrator' },
  { value: 'authorised-user', label: 'Authorised user' },
  { value: 'basic-user', label: 'Basic user' },
  { value: 'mca', label: 'Machine credential administrator' },
] as const
