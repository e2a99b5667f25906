import './schemas.ts';
import '../../../shared/look/tokens.css';
import './look/ground.css';
import './look/keys.css';
import './look/frame.css';
import './look/signin.css';
import './look/parts.css';
import './look/parameters.css';
import './look/instruments.css';
import './look/exceptions.css';
import './look/reports.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { assert } from '../../../shared/fault.ts';
import { DisplayProvider } from './display.tsx';
import { Page } from './page.tsx';

const place = document.querySelector('#page');
assert(place !== null, 'the document has a place for the page');
createRoot(place).render(
  <StrictMode>
    <DisplayProvider>
      <Page />
    </DisplayProvider>
  </StrictMode>,
);
