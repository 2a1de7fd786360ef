/* global document, location */
const byId = (id) => document.getElementById(id);
byId('explorer').addEventListener('submit', async (event) => {
  event.preventDefault();
  const answer = byId('answer');
  answer.textContent = 'Asking …';
  const token = byId('token').value.trim();
  try {
    const response = await fetch(location.pathname, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify({
        query: byId('query').value,
        variables: JSON.parse(byId('variables').value || '{}'),
      }),
    });
    answer.textContent = JSON.stringify(await response.json(), null, 2);
  } catch (error) {
    answer.textContent = String(error);
  }
});
