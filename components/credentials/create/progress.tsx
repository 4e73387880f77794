import styles from '../credentials.module.css'
import type { MakingStep } from './make-here.ts'

const steps: readonly { step: MakingStep; text: string }[] = [
  { step: 'checking', text: 'Checking what you entered' },
  { step: 'making-key', text: 'Making the key pair in your browser' },
  { step: 'proving', text: 'Signing the certificate request' },
  { step: 'certifying', text: 'Waiting for the certificate' },
  { step: 'sealing', text: 'Encrypting the keystore file with your password' },
]

/** How far the making of a credential is; read out as it goes on. */
export function Progress({ step }: { step: MakingStep | undefined }) {
  const now = steps.findIndex((one) => one.step === step)
  return (
    <div role="status">
      {step !== undefined && (
        <ol className={styles.progress}>
          {steps.slice(0, now + 1).map(({ step: one, text }, at) => (
            <li key={one} aria-current={at === now ? 'step' : undefined}>
              {text}
              {at < now ? ': done' : ' …'}
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
