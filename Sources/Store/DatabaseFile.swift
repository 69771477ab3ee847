import Foundation

/// The database's file, which only its account and its group may read, whatever folder it lies in.
enum DatabaseFile {
  /// Creates the file if need be, and takes away what rights others have on it and on those that SQLite keeps beside it.
  ///
  /// SQLite gives the files that it makes itself the mode of the database.
  static func reserve(_ path: String) throws {
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o640)
    if descriptor >= 0 {
      // Made by root, for a service that runs under the account that owns the folder.
      var folder = stat()
      if geteuid() == 0, stat((path as NSString).deletingLastPathComponent, &folder) == 0 {
        _ = fchown(descriptor, folder.st_uid, folder.st_gid)
      }
      close(descriptor)
    } else if errno != EEXIST {
      throw StoreError.unavailable(path, String(cString: strerror(errno)))
    }
    for file in [path, path + "-wal", path + "-shm"] {
      var status = stat()
      guard stat(file, &status) == 0, status.st_mode & 0o007 != 0 else { continue }
      guard chmod(file, status.st_mode & 0o770) == 0 else {
        throw StoreError.unavailable(file, String(cString: strerror(errno)))
      }
    }
  }
}
