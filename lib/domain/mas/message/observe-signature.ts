import type { VerificationStep } from '../../../formats/xmldsig/index.ts'
import type { TraceRecorder } from '../trace/trace-recorder.ts'

/** Parts whose text is kept. A Body is not: it may hold a token, or random bytes for a key. */
const keptParts = /^<([\w.-]+:)?(Timestamp|To|Action|MessageID|ReplyTo|From|RelatesTo|Messaging)[\s>]/

/** Longest canonical text that is kept, characters. */
const longestText = 2_000

/** Writes each reference and the signature value into the trace, also those that fail. */
export function observeSignature(trace: TraceRecorder): (step: VerificationStep) => void {
  return (step) => {
    if (step.step === 'reference') {
      trace.begin('reference')
      const { uri, digestAlgorithm, claimed, computed, canonical } = step
      const facts = {
        uri,
        digestAlgorithm,
        claimed,
        computed,
        canonical: keptParts.test(canonical) ? shorten(canonical) : '(not kept)',
      }
      if (step.matches) trace.pass(`The part ${uri.slice(0, 60)} is as it was signed.`, facts)
      else trace.note(`The part ${uri.slice(0, 60)} is not as it was signed.`, facts)
      return
    }
    trace.begin('signature')
    if (step.matches) return
    const { signatureAlgorithm, canonical } = step
    trace.note('The signature value does not match what it should cover.', {
      signatureAlgorithm,
      signedInfo: shorten(canonical),
    })
  }
}

function shorten(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText)}… (${text.length} characters)`
}
