document.documentElement.dataset.ran = 'page.js';
