export type ReplyState = 'not-asked' | 'waiting' | 'committed' | 'partly' | 'declined'

/**
 * Answers of a supplier to the weeks of one batch as one word: silence is not consent, so one week without an answer
 * leaves the batch waiting unless something was declined.
 *
 * @param answers one per item and week that was published; null where nothing was answered
 * @example replyState(['commit', 'partial']) // 'partly'
 */
export function replyState(answers: readonly ('commit' | 'partial' | 'decline' | null)[]): ReplyState {
  if (answers.length === 0) return 'not-asked'
  if (answers.every((answer) => answer === 'decline')) return 'declined'
  if (answers.some((answer) => answer === 'decline' || answer === 'partial')) return 'partly'
  return answers.some((answer) => answer === null) ? 'waiting' : 'committed'
}
