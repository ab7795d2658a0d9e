// Words and findings light up together; a click goes from the one to the other.
(function () {
  function parts(number) {
    var marks = Array.prototype.filter.call(document.querySelectorAll('mark[data-f]'), function (mark) {
      return mark.dataset.f.split(' ').indexOf(number) >= 0;
    });
    var card = document.getElementById('f' + number);
    return card ? marks.concat([card]) : marks;
  }
  function light(numbers, on) {
    numbers.forEach(function (number) {
      parts(number).forEach(function (part) { part.classList.toggle('lit', on); });
    });
  }
  function numbersOf(target) {
    var mark = target.closest('mark[data-f]');
    if (mark) { return mark.dataset.f.split(' '); }
    var card = target.closest('.card');
    return card ? [card.id.slice(1)] : [];
  }
  document.addEventListener('mouseover', function (event) { light(numbersOf(event.target), true); });
  document.addEventListener('mouseout', function (event) { light(numbersOf(event.target), false); });
  document.addEventListener('click', function (event) {
    var mark = event.target.closest('mark[data-f]');
    if (!mark) { return; }
    var card = document.getElementById('f' + mark.dataset.f.split(' ')[0]);
    if (card) { card.scrollIntoView({ behavior: 'smooth', block: 'nearest' }); }
  });
})();
