import { Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** A framed section with a heading, actions at its right, and an optional foot line. */
export function Panel(props: {
  title?: ReactNode
  note?: ReactNode
  actions?: ReactNode
  foot?: ReactNode
  flush?: boolean
  children: ReactNode
}) {
  return (
    <section className="panel">
      {props.title ? (
        <div className="panel-head">
          <div style={{ minWidth: 0 }}>
            <Title order={2}>{props.title}</Title>
            {props.note ? (
              <Text size="xs" className="soft">
                {props.note}
              </Text>
            ) : null}
          </div>
          {props.actions ? (
            <Group gap="xs" maw="100%">
              {props.actions}
            </Group>
          ) : null}
        </div>
      ) : null}
      <div className={props.flush ? undefined : 'panel-body'}>{props.children}</div>
      {props.foot ? <div className="panel-foot">{props.foot}</div> : null}
    </section>
  )
}

/** Title row of a page: what it is, the time of its data, what can be done. */
export function PageHead(props: {
  title: ReactNode
  note?: ReactNode
  above?: ReactNode
  actions?: ReactNode
}) {
  return (
    <Group justify="space-between" align="flex-end" gap="sm" mb="md" wrap="wrap">
      <div style={{ minWidth: 0 }}>
        {props.above ? (
          <Text size="xs" className="soft" component="div">
            {props.above}
          </Text>
        ) : null}
        <Title order={1}>{props.title}</Title>
        {props.note ? (
          <Text size="sm" className="soft" component="div">
            {props.note}
          </Text>
        ) : null}
      </div>
      {props.actions ? (
        <Group gap="xs" maw="100%">
          {props.actions}
        </Group>
      ) : null}
    </Group>
  )
}

/** One figure with its label, for the line of key figures on top of a page. */
export function KeyFigure(props: { label: ReactNode; value: ReactNode; note?: ReactNode }) {
  return (
    <div style={{ minWidth: 110 }}>
      <Text size="xs" className="soft" component="div">
        {props.label}
      </Text>
      <div className="figure" style={{ fontSize: '1.25rem', fontWeight: 600, lineHeight: 1.4 }}>
        {props.value}
      </div>
      {props.note ? (
        <Text size="xs" className="soft" component="div">
          {props.note}
        </Text>
      ) : null}
    </div>
  )
}

export function KeyFigures(props: { children: ReactNode }) {
  return (
    <div
      className="panel"
      style={{ display: 'flex', flexWrap: 'wrap', gap: '0.75rem 2.25rem', padding: '0.75rem 1rem' }}
    >
      {props.children}
    </div>
  )
}

export type ChipTone = 'good' | 'warn' | 'bad' | 'note' | 'plain'

/** A short word on a tinted ground; the word carries the meaning, the tint only helps. */
export function Chip(props: { tone?: ChipTone; children: ReactNode }) {
  return <span className={`chip ${props.tone ?? 'plain'}`}>{props.children}</span>
}
