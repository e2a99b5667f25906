/** The operations of this screen as the catalogue has them: key, name, and whether each works with the line cut. */
import { operations } from '../../shared/operations/catalogue.ts';
import { useView } from '../register.ts';
import { Icon } from './icon.tsx';
import { useSpeech } from './speech.tsx';

export function OperationList() {
  const { screen, barred } = useView('screen', 'barred');
  const { t, name, say } = useSpeech();
  const here = operations.filter((row) => row.where.includes(screen));
  return (
    <table className="operationlist">
      <thead>
        <tr>
          <th scope="col">{t('keys.key')}</th>
          <th scope="col">{t('keys.operation')}</th>
          <th scope="col">{t('keys.lineCut')}</th>
        </tr>
      </thead>
      <tbody>
        {here.map((row) => {
          const why = barred[row.key];
          return (
            <tr key={row.key}>
              <td>{row.keys === undefined ? null : <kbd>{row.keys}</kbd>}</td>
              <td>
                {name(row.name)} <small className="num">{row.id}</small>
                {why?.code === 'permission.denied' ? <small>{say(why)}</small> : null}
              </td>
              <td>
                {row.offline.works ? (
                  <span className="works">
                    <Icon name="check" size={18} />
                    {t('keys.works')}
                  </span>
                ) : (
                  <span className="waits">
                    <Icon name="pause" size={18} />
                    <span>
                      {t('keys.waits')}
                      <small>{name(row.offline.why)}</small>
                    </span>
                  </span>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
