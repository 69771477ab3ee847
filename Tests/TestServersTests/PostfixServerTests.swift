import Foundation
import TestSupport
import Testing

@testable import TestServers

@Suite struct PostfixServerTests {
  @Test(arguments: [[], ["-starttls", "smtp"]])
  func aMailGoesThroughToDovecot(startTLS: [String]) async throws {
    let certificates = try TestCertificates()
    let dovecot = try DovecotServer(certificate: certificates.good)
    try await dovecot.start()
    let postfix = try PostfixServer(before: dovecot, certificate: certificates.good, sizeLimit: 1_000_000)
    try await postfix.start()

    let folder = try TemporaryFolder()
    let login = Data("\0shop\0secret".utf8).base64EncodedString()
    let words = [
      "EHLO client.example", "AUTH PLAIN \(login)", "MAIL FROM:<shop@boutique.example>", "RCPT TO:<bob@client.example>",
      "DATA",
      "Subject: bonjour\r\n\r\nsalut\r\n.", "QUIT", "",
    ].joined(separator: "\r\n")
    let input = try folder.write(words, to: "input")
    let port = startTLS.isEmpty ? postfix.ports.submissions : postfix.ports.submission
    let answer = try await said(
      [
        "/usr/bin/openssl", "s_client", "-quiet", "-verify_return_error", "-verify_hostname", "localhost", "-CAfile",
        certificates.authority.certificate, "-connect", "127.0.0.1:\(port)",
      ] + startTLS, input: input, folder: folder)
    #expect(answer.contains("250-SIZE 1000000"), "\(answer)")
    #expect(answer.contains("235 2.7.0"), "\(answer)")
    #expect(answer.contains("250 2.0.0 Ok: queued"), "\(answer)")

    // Postfix tells in its log when it is done.
    try await onOwnThread {
      for _ in 0..<500 where !postfix.log.contains("status=sent") { usleep(20_000) }
    }
    let mails = try #require(try dovecot.contents(of: "bob@client.example")["INBOX"])
    #expect(mails.count == 1)
    // Postfix has put fields of its own in between.
    let text = String(decoding: try #require(mails.first).bytes, as: UTF8.self)
    #expect(text.contains("\nSubject: bonjour\n") && text.hasSuffix("\n\nsalut\n"), "\(text)")
  }

  @Test func withoutTLSNoLoginIsOffered() async throws {
    let certificates = try TestCertificates()
    let dovecot = try DovecotServer(certificate: certificates.good)
    try await dovecot.start()
    let postfix = try PostfixServer(before: dovecot, certificate: certificates.good)
    try await postfix.start()
    for _ in 0..<2 {
      let socket = try LoopbackSocket.connect(to: postfix.ports.submission)
      var reader = LineReader(socket)
      try socket.send("EHLO a\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<bob>\r\nQUIT\r\n")
      var answer = ""
      while let line = try reader.line() { answer += line + "\n" }
      #expect(answer.contains("STARTTLS") && !answer.contains("AUTH"), "\(answer)")
      #expect(answer.contains("554 5.7.1"), "\(answer)")
      try await postfix.restart()
    }
  }
}

private func said(_ words: [String], input: String, folder: TemporaryFolder) async throws -> String {
  try await onOwnThread {
    let descriptor = open(input, O_RDONLY | O_CLOEXEC)
    defer { close(descriptor) }
    _ = try ChildProcess(words, input: descriptor, output: folder.path + "/output").wait()
    return try String(contentsOfFile: folder.path + "/output", encoding: .utf8)
  }
}
