import Domain
import Testing

@testable import Reading

/// The mail is of Friday, 20 November 2026.
@Suite struct DateTests {
  @Test(arguments: [
    ("le 12/03/2026", ["2026-03-12"]), ("12-03-26", ["2026-03-12"]), ("12.03.2026", ["2026-03-12"]),
    ("2026-03-12", ["2026-03-12"]), ("12 mars 2026", ["2026-03-12"]), ("1er août 2026", ["2026-08-01"]),
    ("March 12th, 2026", ["2026-03-12"]), ("le 3 novembre", ["2026-11-03"]), ("le 15 janvier", ["2027-01-15"]),
    ("le 12/10", ["2026-10-12"]), ("le 10.12", ["2026-12-10"]), ("10/25/2026", ["2026-10-25"]),
    ("3 janv. 2027", ["2027-01-03"]), ("le quinze septembre", ["2026-09-15"]),
    ("31st of March", ["2027-03-31"]), ("du 3 au 5 novembre", ["2026-11-03", "2026-11-05"]),
    ("vendredi 6 novembre", ["2026-11-06"]), ("29 février 2028", ["2028-02-29"]),
    ("31/02/2026", []), ("29/02/2026", []), ("45/13", []), ("25/0771", []), ("en mars", []), ("10.12", []),
    ("2026/11-04", []), ("26-08-0093", []), ("will increase by 3.1% soon", []), ("révisés de 2.4 %", []),
    ("it may 5 times", []), ("3/4 des lampes", []),
  ])
  func readsDates(_ text: String, _ values: [String]) { #expect(NumberCase.values(.date, text) == values) }

  @Test(arguments: [
    ("hier", ["2026-11-19"]), ("avant-hier", ["2026-11-18"]), ("demain", ["2026-11-21"]),
    ("après-demain", ["2026-11-22"]), ("aujourd’hui", ["2026-11-20"]), ("reçu ce jour", ["2026-11-20"]),
    ("répondez ajd svp", ["2026-11-20"]), ("aujourdhui", ["2026-11-20"]),
    ("tomorrow", ["2026-11-21"]), ("yesterday", ["2026-11-19"]),
    ("lundi dernier", ["2026-11-16"]), ("vendredi dernier", ["2026-11-13"]), ("mardi prochain", ["2026-11-24"]),
    ("next Tuesday", ["2026-11-24"]), ("last Friday", ["2026-11-13"]), ("this Monday", ["2026-11-23"]),
    // The words around a weekday tell whether it is gone.
    ("j’attends depuis mardi", ["2026-11-17"]), ("je l’ai reçu mardi", ["2026-11-17"]),
    ("il me le faut avant mardi", ["2026-11-24"]), ("il sera livré mardi", ["2026-11-24"]),
    ("it was delivered on Monday", ["2026-11-16"]), ("I need it by Monday", ["2026-11-23"]),
    ("le prix est valable jusqu’à mardi", ["2026-11-24"]), ("je suis disponible mardi", ["2026-11-24"]),
    ("à partir de mardi c’est Ismaël", ["2026-11-24"]), ("je suis passé mardi", ["2026-11-17"]),
    ("lundi 30", ["2026-11-30"]), ("mardi 10", ["2026-11-10"]), ("avant le 1er", ["2026-12-01"]),
    ("échéance le 30.", ["2026-11-30"]), ("on leave until the 26th", ["2026-11-26"]),
    ("du 8 décembre au 22", ["2026-12-08", "2026-12-22"]),
    // No day, or one of every week or month.
    ("tous les lundis", []), ("fermé le lundi", []), ("du lundi au vendredi", []), ("un samedi", []),
    ("Black Friday", []), ("le 2 du mois", []), ("le 12 rue des Lilas", []), ("the 3rd reminder", []),
    ("la taille 30 au lieu du 28", []), ("il faudrait du 29", []),
    // A time of this day, or another day.
    ("ce matin", []), ("avant ce soir", []), ("tonight", []), ("this morning", []), ("ce jour-là", []),
    ("à ce jour", []),
    ("nous sommes vendredi", ["2026-11-20"]), ("on est vendredi", ["2026-11-20"]), ("sous huit jours", []),
  ])
  func readsDaysToldFromTheMails(_ text: String, _ values: [String]) {
    #expect(NumberCase.values(.date, text) == values)
  }

  @Test(arguments: [
    ("facture échue le 30/09", Entity.Role.due), ("à régler avant le 30/09", .due), ("facture du 12/03/2026", .invoice),
    ("commande passée le 3 novembre", .order), ("livraison prévue le 3 décembre", .delivery),
    ("réglée par virement le 3 novembre", .payment), ("payment was sent on 3 November", .payment),
    ("le 3 novembre", nil),
  ])
  func tellsTheRole(_ text: String, _ role: Entity.Role?) {
    #expect(NumberCase.entities(text).first { $0.kind == .date }?.role == role)
  }

  @Test func daysAreCountedAcrossYears() {
    let day = CalendarDay(year: 2024, month: 2, day: 29)
    #expect(day?.adding(1).iso == "2024-03-01")
    #expect(day?.weekday == 3)
    #expect(CalendarDay(year: 2023, month: 2, day: 29) == nil)
    #expect(CalendarDay(year: 1970, month: 1, day: 1)?.number == 0)
  }
}
