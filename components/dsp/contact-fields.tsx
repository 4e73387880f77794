import { TextField } from '../ui/form/fields/text-field.tsx'

/** The fields of a contact. */
export function ContactFields() {
  return (
    <>
      <TextField name="givenNames" label="Given names" maxLength={100} />
      <TextField name="familyName" label="Family name" maxLength={100} />
      <TextField name="email" label="Email address" type="email" spellCheck={false} maxLength={254} />
      <TextField
        name="phone"
        label="Phone number"
        hint="With the area code, such as 02 5550 1234 or +61 2 5550 1234."
        maxWidth="md"
        maxLength={30}
      />
      <TextField name="position" label="Position" optional maxLength={100} />
    </>
  )
}
