import { Button, Group } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Locale, phraseIn } from '#api/wording/locale'
import { readableUnit } from '#api/wording/readable-unit'
import { useSession } from '#web/frame/session.tsx'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { Panel } from '#web/ui/panel.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { useLineChange } from './line-change.ts'
import { materialMeasure, type SupplierMaterials } from './material-columns.tsx'
import { MaterialStatement } from './material-statement.tsx'

export type MaterialState = SupplierMaterials['states'][number]

/** What the supplier says of each material: what is there and what arrives. */
export function MaterialStates(props: { told: SupplierMaterials; supplierId: number | undefined }) {
  const { t, i18n } = useTranslation()
  const trpc = useTRPC()
  const name = useName()
  const words = useMeasureWords()
  const { role } = useSession()
  const [chosen, setChosen] = useState<MaterialState | null>(null)
  const takingBack = useMutation(
    trpc.supplier.withdrawMaterial.mutationOptions(
      useLineChange('withdrawn', undefined, 'supplierMaterials'),
    ),
  )
  const maySay = role === 'supplier' || role === 'planner'
  const amount = ({ unit }: MaterialState, quantity: number) =>
    `${words.text(materialMeasure(unit), quantity / readableUnit(unit).baseUnits)} ${phraseIn(readableUnit(unit).word, i18n.language as Locale)}`
  return (
    <Panel title={t('supplierMaterials.state')} note={t('supplierMaterials.stateNote')} flush>
      <DataTable
        label={t('supplierMaterials.state')}
        rows={props.told.states}
        rowKey={(row) => row.materialId}
        columns={[
          {
            id: 'material',
            header: t('supplierMaterials.material'),
            cell: (row) => (
              <>
                {name(row)} <span className="soft">{row.code}</span>
              </>
            ),
          },
          {
            id: 'on-hand',
            header: t('supplierMaterials.onHand'),
            align: 'end',
            cell: (row) => {
              const { stated } = row
              if (!stated) return <span className="soft">{t('supplierMaterials.notStated')}</span>
              const there = stated.arrivals.find(({ arrivesOn }) => arrivesOn <= stated.statedOn)
              return (
                <span title={t('supplierMaterials.onHandOn', { date: stated.statedOn })}>
                  {amount(row, there?.quantity ?? 0)}
                </span>
              )
            },
          },
          {
            id: 'arriving',
            header: t('supplierMaterials.arriving'),
            wraps: true,
            cell: (row) => {
              if (!row.stated) return '–'
              const { arrivals, statedOn } = row.stated
              const coming = arrivals.filter(({ arrivesOn }) => arrivesOn > statedOn)
              return coming.length === 0
                ? t('supplierMaterials.nothingComes')
                : coming.map(({ arrivesOn, quantity }) => (
                    <div key={arrivesOn}>
                      {t('supplierMaterials.arrival', { date: arrivesOn, quantity: amount(row, quantity) })}
                    </div>
                  ))
            },
          },
          {
            id: 'lead-time',
            header: t('supplierMaterials.leadTime'),
            align: 'end',
            cell: (row) => row.leadTimeDays ?? '–',
          },
          ...(maySay
            ? [
                {
                  id: 'say',
                  header: '',
                  cell: (row: MaterialState) => (
                    <Group gap="xs" wrap="nowrap">
                      <Button
                        size="compact-xs"
                        variant="default"
                        aria-label={t('supplierMaterials.sayOf', { material: name(row) })}
                        onClick={() => setChosen(row)}
                      >
                        {t('supplierMaterials.say')}
                      </Button>
                      {row.stated ? (
                        <Button
                          size="compact-xs"
                          variant="subtle"
                          aria-label={t('supplierMaterials.takeBackOf', { material: name(row) })}
                          onClick={() =>
                            takingBack.mutate({ supplierId: props.supplierId, materialId: row.materialId })
                          }
                        >
                          {t('supplierMaterials.takeBack')}
                        </Button>
                      ) : null}
                    </Group>
                  ),
                },
              ]
            : []),
        ]}
      />
      {chosen ? (
        <MaterialStatement
          of={chosen}
          supplierId={props.supplierId}
          today={props.told.today}
          onClose={() => setChosen(null)}
        />
      ) : null}
    </Panel>
  )
}
